package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

public record RoomId(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{4,40}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RoomId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a room id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** One going live of one host. It stays the same when the host's upload breaks and comes back. */
public record BroadcastId(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{4,40}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BroadcastId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a broadcast id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

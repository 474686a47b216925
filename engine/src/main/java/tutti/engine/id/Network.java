package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Stands for where somebody comes from, and does not tell where that is: the edge makes it, and alone can. */
public record Network(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{4,64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Network {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a network: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** One invite link: what it is called by, not what lets anybody in. */
public record InviteId(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{4,40}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public InviteId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an invite id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

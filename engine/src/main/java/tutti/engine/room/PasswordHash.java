package tutti.engine.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What is kept of a password. The room only keeps it: the edge makes it and compares with it, away from the room's thread. */
public record PasswordHash(@JsonValue String value) {
    private static final int CHARS_MAX = 200;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PasswordHash {
        if (value.isEmpty() || value.length() > CHARS_MAX) {
            throw new IllegalArgumentException("not the hash of a password");
        }
    }

    /** No log needs it. */
    @Override
    public String toString() {
        return "…";
    }
}

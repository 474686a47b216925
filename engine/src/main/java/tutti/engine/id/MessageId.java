package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The `id` a client gave one of its messages: it names the answer, and makes a resent chat line recognisable. */
public record MessageId(@JsonValue String value) {
    public static final int CHARS_MAX = 64;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a message id has 1 to " + CHARS_MAX + " characters");
        }
    }

    public static boolean isOne(String value) {
        return !value.isEmpty() && value.length() <= CHARS_MAX && Letters.areWellFormed(value);
    }
}

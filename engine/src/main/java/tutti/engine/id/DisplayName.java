package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a person or a room is called: trimmed, on one line. It is text and never markup. */
public record DisplayName(@JsonValue String value) {
    public static final int CODE_POINTS_MAX = 60;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DisplayName(String value) {
        this.value = value.strip();
        if (this.value.isEmpty() || this.value.codePointCount(0, this.value.length()) > CODE_POINTS_MAX) {
            throw new IllegalArgumentException("a name has 1 to " + CODE_POINTS_MAX + " characters");
        }
        if (!Letters.makeAName(this.value)) {
            throw new IllegalArgumentException("a name has letters and no control characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

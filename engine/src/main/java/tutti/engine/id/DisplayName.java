package tutti.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a person or a room is called: on one line, in its own direction, and without anything that hides in it, which is taken
 * out. Its length is counted as people see it. It is text and never markup.
 */
public record DisplayName(@JsonValue String value) {
    public static final int CHARACTERS_MAX = 60;

    /** What one character is may be piled high; a name must fit its column too. */
    private static final int CHARS_MAX = 240;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DisplayName(String value) {
        this.value = value.length() > CHARS_MAX ? value : fitting(Letters.cleanedLine(value));
        if (this.value.isEmpty()
                || this.value.length() > CHARS_MAX
                || Letters.characters(this.value) > CHARACTERS_MAX) {
            throw new IllegalArgumentException("a name has 1 to " + CHARACTERS_MAX + " characters");
        }
        if (!Letters.makeAName(this.value)) {
            throw new IllegalArgumentException("a name has letters and no control characters");
        }
    }

    /** Where there are so many pictures that no room is left to say that they are, they are signs. */
    private static String fitting(String cleaned) {
        return cleaned.length() > CHARS_MAX ? cleaned.replace(Marks.AS_A_PICTURE, "") : cleaned;
    }

    @Override
    public String toString() {
        return value;
    }
}

package tutti.gateway.wire;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.Letters;

/** What a client's figure or text must be, said in words the client may read. */
public final class Checks {
    private static final int PASSWORD_CODE_POINTS_MAX = 128;

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    static double within(double value, double min, double max, String field) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(field + " is out of range");
        }
        return value;
    }

    static String text(@Nullable String value, int codePointsMax, String field) {
        String text = Letters.cleanedLines(present(value, field));
        if (text.isEmpty() || text.codePointCount(0, text.length()) > codePointsMax) {
            throw new IllegalArgumentException(field + " has 1 to " + codePointsMax + " characters");
        }
        if (!Letters.areWellFormed(text)) {
            throw new IllegalArgumentException(field + " has no control characters");
        }
        return text;
    }

    /** As short as one likes: it is the room's. An empty one stands for none where that means anything. */
    public static void password(@Nullable String value) {
        if (value != null && value.codePointCount(0, value.length()) > PASSWORD_CODE_POINTS_MAX) {
            throw new IllegalArgumentException("password has at most " + PASSWORD_CODE_POINTS_MAX + " characters");
        }
    }

    private Checks() {}
}

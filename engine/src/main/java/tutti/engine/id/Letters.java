package tutti.engine.id;

/** What may stand in a text that people send: it has to survive the journal, PostgreSQL and every guest's screen. */
public final class Letters {
    /** No half of a surrogate pair, which has no UTF-8 form, and no control character but those of a text in lines. */
    public static boolean areWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> isHalf(point) || (isControl(point) && point != '\n' && point != '\t'));
    }

    public static boolean areOneLine(String text) {
        return text.codePoints().noneMatch(point -> isHalf(point) || isControl(point));
    }

    /** On one line, in its own direction, and with something to see. */
    public static boolean makeAName(String text) {
        return areOneLine(text)
                && text.codePoints().noneMatch(Letters::turns)
                && text.codePoints().anyMatch(Letters::isSeen);
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** The overrides and isolates of the bidirectional algorithm: with them a name rewrites the line it stands in. */
    private static boolean turns(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    /** U+3164 and U+2800 are a letter and a symbol by their class, and blank by their look. */
    private static boolean isSeen(int point) {
        return Character.getType(point) != Character.FORMAT
                && !Character.isSpaceChar(point)
                && point != 0x3164
                && point != 0x2800;
    }

    private Letters() {}
}

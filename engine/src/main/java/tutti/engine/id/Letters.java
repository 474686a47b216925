package tutti.engine.id;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** What may stand in a text that people send: it has to survive the journal, PostgreSQL and every guest's screen. */
public final class Letters {
    /** Letters and symbols by their class, blank by their look. */
    private static final Set<Integer> BLANK_LETTERS = Set.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0);

    /** Scripts whose letters look otherwise beside a joiner. */
    private static final Set<UnicodeScript> JOINED = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.BENGALI,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.GUJARATI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.KANNADA,
            UnicodeScript.KHMER,
            UnicodeScript.MALAYALAM,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.ORIYA,
            UnicodeScript.SINHALA,
            UnicodeScript.SYRIAC,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.TIBETAN);

    private static final int AS_A_PICTURE = 0xFE0F;

    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");
    private static final int EMOJI_CHARS_MAX = 40;
    private static final int KEYCAP = 0x20E3;

    /** On one line, composed, without control characters and what hides or turns the direction. */
    public static String cleanedLine(String text) {
        return joined(kept(
                        text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " "),
                        point -> !isControl(point) && !isFormat(point)))
                .strip();
    }

    /** In lines, composed, without control characters and what turns the direction of all that follows. */
    public static String cleanedLines(String text) {
        return kept(
                        text.replaceAll("\\r\\n?|[\\u0085\\u2028\\u2029]", "\n"),
                        point -> point == '\n' || point == '\t' || (!isControl(point) && !turns(point)))
                .strip();
    }

    /** As people count them: a family of four is one. */
    public static int characters(String text) {
        return Math.toIntExact(ONE_CHARACTER.matcher(text).results().count());
    }

    private static String kept(String text, IntPredicate wanted) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return composed.codePoints()
                .filter(wanted)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Without joiners that join nothing: they are not seen, and would make of one name another that looks the same. */
    private static String joined(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder joined = new StringBuilder(text.length());
        int before = ' ';
        for (int at = 0; at < points.length; at++) {
            boolean hasEffect = !isJoiner(points[at])
                    || (takesJoiner(before) && at + 1 < points.length && takesJoiner(points[at + 1]));
            if (hasEffect) {
                before = points[at];
                joined.appendCodePoint(before);
            }
        }
        return joined.toString();
    }

    private static boolean takesJoiner(int point) {
        return Character.isExtendedPictographic(point)
                || Character.isEmojiModifier(point)
                || point == AS_A_PICTURE
                || JOINED.contains(UnicodeScript.of(point));
    }

    /** No half of a surrogate pair, which has no UTF-8 form, and no control character but those of a text in lines. */
    public static boolean areWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> isHalf(point) || (isControl(point) && point != '\n' && point != '\t'));
    }

    public static boolean areOneLine(String text) {
        return text.codePoints().noneMatch(point -> isHalf(point) || isControl(point));
    }

    /** On one line, in its own direction, without anything that hides in it, and with something to see. */
    public static boolean makeAName(String text) {
        return areOneLine(text) && text.codePoints().noneMatch(Letters::hides) && showSomething(text);
    }

    public static boolean showSomething(String text) {
        return text.codePoints().anyMatch(Letters::isSeen);
    }

    /** One picture, however many code points it takes: a family of four is seven. */
    public static boolean areOneEmoji(String text) {
        return text.length() <= EMOJI_CHARS_MAX
                && ONE_CHARACTER.matcher(text).matches()
                && text.codePoints().anyMatch(Letters::isPicture);
    }

    private static boolean isPicture(int point) {
        boolean isLetterOfAFlag = point >= 0x1F1E6 && point <= 0x1F1FF;
        return Character.isExtendedPictographic(point) || isLetterOfAFlag || point == KEYCAP;
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /**
     * What makes one name look like another, or rewrites the line it stands in: invisible characters and those that turn the
     * direction. The two joiners are part of emoji and of Persian words.
     */
    private static boolean hides(int point) {
        int type = Character.getType(point);
        return isFormat(point) || type == Character.UNASSIGNED || type == Character.PRIVATE_USE;
    }

    private static boolean isFormat(int point) {
        return Character.getType(point) == Character.FORMAT && !isJoiner(point);
    }

    private static boolean isJoiner(int point) {
        return point == 0x200C || point == 0x200D;
    }

    /** Embeddings, overrides and isolates. The marks that turn nothing but themselves are part of how some write. */
    private static boolean turns(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean isSeen(int point) {
        int type = Character.getType(point);
        boolean isMark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
        return !isMark
                && type != Character.FORMAT
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE
                && !Character.isSpaceChar(point)
                && !Character.isWhitespace(point)
                && !BLANK_LETTERS.contains(point);
    }

    private Letters() {}
}

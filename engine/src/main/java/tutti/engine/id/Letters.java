package tutti.engine.id;

import java.text.Normalizer;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** What may stand in a text that people send: it has to survive the journal, PostgreSQL and every guest's screen. */
public final class Letters {
    /** Letters, symbols and marks by their class, blank by their look. */
    private static final Set<Integer> BLANK = Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    private static final String SPACES = "[\\s\\u0085\\u2800\\p{Z}]+";

    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");
    private static final int EMOJI_CHARS_MAX = 40;
    private static final int KEYCAP = 0x20E3;

    /**
     * On one line, composed, without what is not seen or turns the direction: texts that differ in that alone become the same. A space
     * is a space, however wide.
     */
    public static String cleanedLine(String text) {
        String seen = kept(
                text.replaceAll(SPACES, " "),
                point -> !isControl(point) && !isFormat(point) && !BLANK.contains(point) && !Marks.isSelector(point));
        return composed(Marks.settled(seen)).replaceAll(" +", " ").strip();
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

    /** Composed at last: what is taken out may have stood between a letter and its accent. */
    private static String kept(String text, IntPredicate wanted) {
        return composed(text.codePoints()
                .filter(wanted)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
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
        return areOneLine(text)
                && Marks.withoutNations(text).codePoints().noneMatch(Letters::hides)
                && showSomething(text);
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
        return isFormat(point) || Marks.isTag(point) || type == Character.UNASSIGNED || type == Character.PRIVATE_USE;
    }

    /** Those that are part of how some write are looked at in their place: see {@link Marks}. */
    private static boolean isFormat(int point) {
        return Character.getType(point) == Character.FORMAT && !Marks.isJoiner(point) && !Marks.isTag(point);
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
                && !BLANK.contains(point);
    }

    private Letters() {}
}

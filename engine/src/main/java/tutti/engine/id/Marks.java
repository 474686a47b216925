package tutti.engine.id;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Marks that nobody sees, which only change how their neighbours look: joiners, selectors, and the tags of three flags. In a name each
 * stands where it changes something, and always there, so that what looks the same is the same text.
 */
final class Marks {
    /** After a picture that is a sign by default: not in black, as text. */
    static final String AS_A_PICTURE = "\ufe0f";

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int KEYCAP = 0x20E3;

    /** Below this are the signs that people write in words, such as the registered one: they stay signs. */
    private static final int PICTURES_FROM = 0x2600;

    private static final String BLACK_FLAG = "\ud83c\udff4";

    /** England, Scotland and Wales. After a black flag all other tags are not seen. */
    private static final List<String> NATIONS = List.of(tags("gbeng"), tags("gbsct"), tags("gbwls"));

    /** Scripts whose letters run into each other, and some of theirs that end a run: nothing joins on after these. */
    private static final Set<UnicodeScript> RUNNING =
            EnumSet.of(UnicodeScript.ARABIC, UnicodeScript.SYRIAC, UnicodeScript.MONGOLIAN);

    private static final Pattern RUNS_END = Pattern.compile(
            "[\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb"
                    + "\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef\\u0710\\u0715-\\u0719\\u071e\\u0728\\u072a\\u072c"
                    + "\\u072f\\u074d\\u0759-\\u075b\\u076b\\u076c\\u0771\\u0773\\u0774\\u0778\\u0779\\u08aa-\\u08ac"
                    + "\\u08ae\\u08b1\\u08b2\\u08b9]");

    private static final Set<Integer> STANDS_ALONE = Set.of(0x0621, 0x0674);

    /** Signs that take a letter's vowel, of scripts in which a joiner after it decides between two forms. */
    private static final Set<Integer> VIRAMAS =
            Set.of(0x094D, 0x09CD, 0x0A4D, 0x0ACD, 0x0B4D, 0x0C4D, 0x0CCD, 0x0D4D, 0x0DCA);

    private static final int BENGALI_RA = 0x09B0;
    private static final int BENGALI_VIRAMA = 0x09CD;

    /** Of a text without selectors: with those that it needs, and without joiners and tags that do nothing. */
    static String settled(String text) {
        return withSelectors(withoutIdle(text));
    }

    private static String withoutIdle(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int before = ' ';
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (!isTag(point) && (!isJoiner(point) || joins(before, point, pointAt(text, at)))) {
                kept.appendCodePoint(point).append(nationOf(point, text, at));
                before = point;
            }
        }
        return kept.toString();
    }

    private static String withSelectors(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        int before = ' ';
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            seen.appendCodePoint(point);
            if (isSeenAsAPicture(before, point, pointAt(text, at))) {
                seen.append(AS_A_PICTURE);
            }
            before = point;
        }
        return seen.toString();
    }

    static boolean isJoiner(int point) {
        return point == NON_JOINER || point == JOINER;
    }

    static boolean isTag(int point) {
        return point >= 0xE0020 && point <= 0xE007F;
    }

    static boolean isSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF)
                || (point >= 0x180B && point <= 0x180F);
    }

    static String withoutNations(String text) {
        String without = text;
        for (String nation : NATIONS) {
            without = without.replace(BLACK_FLAG + nation, "");
        }
        return without;
    }

    private static boolean joins(int before, int joiner, int next) {
        if (joiner == JOINER && Character.isExtendedPictographic(next)) {
            return Character.isExtendedPictographic(before) || Character.isEmojiModifier(before);
        }
        if (joiner == JOINER && before == BENGALI_RA && next == BENGALI_VIRAMA) {
            return true;
        }
        UnicodeScript script = UnicodeScript.of(next);
        if (!Character.isLetter(next) || UnicodeScript.of(before) != script) {
            return false;
        }
        return VIRAMAS.contains(before) || (joiner == NON_JOINER && RUNNING.contains(script) && runOn(before, next));
    }

    private static boolean runOn(int before, int next) {
        return Character.isLetter(before)
                && !RUNS_END.matcher(Character.toString(before)).matches()
                && !STANDS_ALONE.contains(next);
    }

    private static boolean isSeenAsAPicture(int before, int point, int next) {
        if (next == KEYCAP) {
            return isOnAKey(point);
        }
        boolean isSign = Character.isExtendedPictographic(point)
                && Character.isEmoji(point)
                && !Character.isEmojiPresentation(point);
        return isSign && (point >= PICTURES_FROM || before == JOINER) && !Character.isEmojiModifier(next);
    }

    private static boolean isOnAKey(int point) {
        return (point >= '0' && point <= '9') || point == '#' || point == '*';
    }

    private static String nationOf(int point, String text, int at) {
        return point != BLACK_FLAG.codePointAt(0)
                ? ""
                : NATIONS.stream()
                        .filter(nation -> text.startsWith(nation, at))
                        .findFirst()
                        .orElse("");
    }

    private static int pointAt(String text, int at) {
        return at < text.length() ? text.codePointAt(at) : ' ';
    }

    private static String tags(String letters) {
        StringBuilder tags = new StringBuilder();
        letters.chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        return tags.appendCodePoint(0xE007F).toString();
    }

    private Marks() {}
}

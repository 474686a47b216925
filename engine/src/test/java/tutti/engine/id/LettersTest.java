package tutti.engine.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Text that people send")
class LettersTest {
    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\u0000", "bell\u0007", "line\u2028line"})
    void is_refused_when_the_journal_or_a_screen_cannot_bear_it(String text) {
        assertThat(Letters.areWellFormed(text)).isFalse();
        assertThat(MessageId.isOne(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "two\nlines", "\ud83d\udc4f\ud83c\udffd", "\u0645\u0631\u062d\u0628\u0627", "e\u0301"})
    void is_taken_in_every_script_and_with_emoji(String text) {
        assertThat(Letters.areWellFormed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N\ud800",
                "\u200b",
                "\u2060\ufeff",
                "\u3164",
                "\u00a0",
                "\u115f",
                "\u1160",
                "\uffa0",
                "\ufe0f",
                "\u034f",
                "\u17b4",
                "\udb40\udd00",
                "\u0378",
                "\ue000",
                "\ufdd0"
            })
    void is_no_name_when_it_hides_or_turns_or_breaks_the_line(String name) {
        assertThatThrownBy(() -> new tutti.engine.id.DisplayName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void loses_what_hides_or_turns_in_a_name() {
        assertThat(name("\u202egnp")).isEqualTo("gnp");
        assertThat(name("two\r\n\tlines")).isEqualTo("two lines");
        assertThat(name("A\u200bnn\u0007")).isEqualTo("Ann");
        assertThat(name("\u200fAnn\u2066")).isEqualTo("Ann");
        assertThat(name("\u061cAnn\u2028")).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann\u200d", "\u200cAnn", "A\u200dnn", "An\u200c\u200dn", "Ann\u200d\u200d\u200c"})
    void loses_joiners_in_a_name_that_join_nothing(String spoofed) {
        assertThat(name(spoofed)).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                "\u09b0\u200d\u09cd\u09af",
                "\u0d28\u0d4d\u200c\u0d28",
                "Ann \ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80",
                "\u2764\ufe0f\u200d\ud83d\udd25"
            })
    void keeps_joiners_in_a_name_that_people_need(String name) {
        assertThat(name(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann\ufe0f",
                "An\ufe0en",
                "A\u034fnn",
                "\u3164Ann",
                "Ann\u115f",
                "A\u17b5nn",
                "Ann\udb40\udd00",
                "\u180bAnn",
                "Ann\udb40\udc67\udb40\udc7f",
                "Ann\u2800",
                "\u3000Ann\u00a0",
                "A\ufe00nn",
                "Ann\u2800\u200d"
            })
    void loses_in_a_name_whatever_is_not_seen(String spoofed) {
        assertThat(name(spoofed)).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ann Lee", "Ann\u00a0Lee", "Ann\u2003Lee", "Ann \u200b Lee", "Ann\u2800\u3000Lee", "Ann\t\nLee"})
    void has_one_kind_of_space_in_a_name(String spoofed) {
        assertThat(name(spoofed)).isEqualTo("Ann Lee");
    }

    /** Each row is one picture, in the ways that it may be put together. */
    @ParameterizedTest
    @CsvSource({
        "\u2764\ufe0f, \u2764",
        "\u2764\ufe0f, \u2764\ufe0e",
        "\u2764\ufe0f\u200d\ud83d\udd25, \u2764\u200d\ud83d\udd25",
        "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67, \ud83d\udc69\ufe0f\u200d\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d",
        "\ud83c\udff3\ufe0f\u200d\ud83c\udf08, \ud83c\udff3\u200d\ud83c\udf08",
        "\ud83d\ude42\u200d\u2194\ufe0f, \ud83d\ude42\u200d\u2194",
        "\u261d\ud83c\udffd, \u261d\ufe0f\u200c\ud83c\udffd",
        "1\ufe0f\u20e3, 1\u20e3",
        "\ud83c\uddeb\ud83c\uddee, \ud83c\uddeb\u200d\ud83c\uddee\ufe0f",
        "Ann\u2122, Ann\u2122\ufe0f",
    })
    void is_the_same_name_with_the_same_picture(String name, String putTogetherOtherwise) {
        assertThat(name(name)).isEqualTo(name);
        assertThat(name(putTogetherOtherwise)).isEqualTo(name);
    }

    @Test
    void keeps_three_flags_in_a_name_and_no_other_tags() {
        String scotland = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f";

        assertThat(name("Eilidh " + scotland)).isEqualTo("Eilidh " + scotland);
        assertThat(name("\ud83c\udff4\udb40\udc78\udb40\udc7f")).isEqualTo("\ud83c\udff4");
    }

    @ParameterizedTest
    @CsvSource({
        "\u062f\u0627\u0631\u0627, \u062f\u200c\u0627\u0631\u200c\u0627",
        "\u0645\u0631\u062d, \u0645\u200d\u0631\u062d",
        "\u0915\u0937, \u0915\u200d\u0937",
        "\u0b95\u0bcd\u0b95, \u0b95\u0bcd\u200c\u0b95",
    })
    void loses_joiners_in_a_name_between_letters_that_look_the_same_without(String name, String spoofed) {
        assertThat(name(spoofed)).isEqualTo(name);
    }

    @Test
    void is_composed_after_what_hides_is_out() {
        assertThat(name("Zoe\u200b\u0308")).isEqualTo("Zo\u00eb");
        assertThat(name("Zoe\u200d\u0308")).isEqualTo("Zo\u00eb");
        assertThat(name("Zoe\u034f\u0308")).isEqualTo("Zo\u00eb");
        assertThat(Letters.cleanedLines("Zoe\u202c\u0308")).isEqualTo("Zo\u00eb");
    }

    /** Names in the journal are cleaned again as they are read. */
    @Test
    void that_was_cleaned_is_not_cleaned_otherwise_the_next_time() {
        Random random = new Random(5);
        int[] marks =
                "a1 e\u0301\u0308\u200c\u200d\ufe0e\ufe0f\u034f\u20e3\u261d\u2764\u2194\u0627\u062f\u0645\u0915\u093c\u094d\u0b95\u0bcd\u09b0\u09cd"
                        .concat(
                                "\ud83c\udffd\ud83d\udc69\ud83c\udff4\ud83c\uddeb\udb40\udc67\udb40\udc7f\u1100\u1160\u1161\u11a8\u2800\u0653")
                        .codePoints()
                        .toArray();
        for (int text = 0; text < 20_000; text++) {
            String once = Letters.cleanedLine(random.ints(8, 0, marks.length)
                    .map(at -> marks[at])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());

            assertThat(Letters.cleanedLine(once)).isEqualTo(once);
        }
    }

    @Test
    void of_a_name_is_within_its_column_however_many_pictures() {
        String couple = "\ud83d\udc69\u200d\u2764\u200d\ud83d\udc69";
        assertThat(name(couple.repeat(34))).isEqualTo(couple.repeat(34));
        assertThat(name(couple)).hasSize(couple.length() + 1);
    }

    @Test
    void is_composed_so_that_the_same_name_is_the_same_text() {
        assertThat(name("Zoe\u0308")).isEqualTo("Zo\u00eb");
        assertThat(Letters.cleanedLines("Zoe\u0308")).isEqualTo("Zo\u00eb");
    }

    @Test
    void of_a_name_is_counted_as_people_see_it() {
        String family = "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66";

        assertThat(Letters.characters(name(family.repeat(20)))).isEqualTo(20);
        assertThatThrownBy(() -> name("x".repeat(61))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> name("Z" + "\u0335".repeat(1_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void in_lines_keeps_its_lines_and_loses_control_characters_and_what_turns_it() {
        assertThat(Letters.cleanedLines(" a\r\nb\u2028c\td\u0000\u202ee\u2069\u200f "))
                .isEqualTo("a\nb\nc\tde\u200f");
    }

    private static String name(String text) {
        return new tutti.engine.id.DisplayName(text).value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83c\udf89",
                "\u2764\ufe0f",
                "\ud83d\udc4f\ud83c\udffd",
                "\ud83c\uddeb\ud83c\uddee",
                "1\ufe0f\u20e3",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66"
            })
    void is_one_emoji_however_it_is_put_together(String emoji) {
        assertThat(Letters.areOneEmoji(emoji)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "1", "#", "CALL 0190", "<b>", "\ud83c\udf89\ud83c\udf89", "\ud83c\udf89!", "\u200d"})
    void is_no_emoji_when_it_says_something(String text) {
        assertThat(Letters.areOneEmoji(text)).isFalse();
    }

    @Test
    void is_a_name_with_joined_emoji() {
        assertThat(new tutti.engine.id.DisplayName("Ann \ud83d\udc69\u200d\ud83d\ude80").value())
                .startsWith("Ann");
    }
}

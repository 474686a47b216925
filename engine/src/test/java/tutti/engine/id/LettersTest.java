package tutti.engine.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "Ann \ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80",
                "\u2764\ufe0f\u200d\ud83d\udd25"
            })
    void keeps_joiners_in_a_name_that_people_need(String name) {
        assertThat(name(name)).isEqualTo(name);
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

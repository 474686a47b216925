package tutti.engine.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.DisplayName("An id")
class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "UPPER", "a b c d", "../../etc", "ab|cd", "ßßßß", "abcd\n"})
    void of_a_room_is_checked_at_birth(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "with space", "a/b/c", "<script>"})
    void of_a_user_is_checked_at_birth(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(text));
    }

    @Test
    void of_a_message_is_as_long_as_the_protocol_allows() {
        assertThat(new MessageId("m".repeat(64)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId("m".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(""));
    }

    @Test
    void is_a_name_only_when_something_is_left_of_it() {
        assertThat(new DisplayName("  Ann ").value()).isEqualTo("Ann");
        assertThat(new DisplayName("😀".repeat(60)).value()).hasSize(120);
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName("   "));
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName("😀".repeat(61)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName("a".repeat(1_000_000)));
    }
}

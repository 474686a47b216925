package tutti.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sound that waits for one client")
class WaitingSoundTest {
    private static final int REPLAYED = 8;

    private final WaitingSound waiting = new WaitingSound();

    @Test
    void is_a_second_at_most_and_the_oldest_goes_first() {
        for (int number = 0; number < 16; number++) {
            assertThat(waiting.offer(frame(number, 0))).isTrue();
        }

        assertThat(waiting.offer(frame(16, 0))).isFalse();

        assertThat(numberOf(waiting.poll())).isEqualTo(1);
        assertThat(waiting.offer(frame(17, 0))).isTrue();
    }

    @Test
    void is_as_much_as_the_room_is_behind_its_host_where_that_is_more() {
        waiting.heardAfter(5_000);
        for (int number = 0; number < 83; number++) {
            assertThat(waiting.offer(frame(number, 0))).isTrue();
        }

        assertThat(waiting.offer(frame(83, 0))).isFalse();
        assertThat(numberOf(waiting.poll())).isEqualTo(1);
    }

    @Test
    void is_a_second_again_when_the_room_is_as_near_as_before() {
        waiting.heardAfter(5_000);
        for (int number = 0; number < 80; number++) {
            waiting.offer(frame(number, 0));
        }

        waiting.heardAfter(250);
        waiting.offer(frame(80, 0));

        assertThat(numberOf(waiting.poll())).isEqualTo(65);
    }

    @Test
    void may_be_more_where_it_is_repeated_for_who_comes_back() {
        for (int number = 0; number < 85; number++) {
            assertThat(waiting.offer(frame(number, REPLAYED))).isTrue();
        }

        assertThat(waiting.offer(frame(85, 0))).isTrue();
        assertThat(numberOf(waiting.poll())).isZero();
    }

    @Test
    void is_bounded_even_then() {
        for (int number = 0; number < WaitingSound.FRAMES_MAX; number++) {
            waiting.offer(frame(0, REPLAYED));
        }

        assertThat(waiting.offer(frame(0, REPLAYED))).isFalse();
    }

    private static SoundFrame frame(int number, int flags) {
        return SoundFrame.of(ByteString.fromArray(new byte[] {0x10, (byte) flags, (byte) number}), 3);
    }

    private static int numberOf(SoundFrame frame) {
        return frame.bytes().apply(2);
    }
}

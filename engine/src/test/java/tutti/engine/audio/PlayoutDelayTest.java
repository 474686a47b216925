package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A room's playout delay")
class PlayoutDelayTest {
    private final PlayoutDelay delay = new PlayoutDelay(Latency.LIVE);

    @Test
    void is_400_ms_while_nobody_has_said_anything() {
        delay.hear(Spread.none(20));

        assertThat(delay.nowMs()).isEqualTo(400);
    }

    @Test
    void goes_up_at_once_and_a_minute_later_slowly_down() {
        delay.hear(latenesses(10, 590));
        assertThat(delay.nowMs()).isEqualTo(660);

        hear(59, latenesses(10, 100));
        assertThat(delay.nowMs()).isEqualTo(660);
        hear(1, latenesses(10, 100));
        assertThat(delay.nowMs()).isEqualTo(655);
    }

    @Test
    void does_not_go_below_what_stutters_twice_a_minute_need() {
        for (int stutter = 0; stutter < 20; stutter++) {
            delay.hear(latenesses(10, 290));
            hear(29, latenesses(10, 100));
        }

        assertThat(delay.nowMs()).isEqualTo(360);
    }

    @Test
    void stays_within_its_bounds() {
        delay.hear(latenesses(10, 30_000));
        assertThat(delay.nowMs()).isEqualTo(1_000);

        hear(60 + 200, latenesses(10, 10));
        assertThat(delay.nowMs()).isEqualTo(250);
    }

    @Test
    void does_not_wait_for_one_guest_in_twenty() {
        delay.hear(latenesses(95, 290).plus(latenesses(5, 900)));

        assertThat(delay.nowMs()).isEqualTo(400);
    }

    @Test
    void is_five_seconds_where_the_room_wants_no_holes() {
        PlayoutDelay stable = new PlayoutDelay(Latency.STABLE);
        stable.hear(latenesses(10, 50));

        assertThat(stable.nowMs()).isEqualTo(5_000);
    }

    private void hear(int seconds, Spread lateness) {
        for (int second = 0; second < seconds; second++) {
            delay.hear(lateness);
        }
    }

    private static Spread latenesses(int guests, double ms) {
        return Spread.of(20, Collections.nCopies(guests, ms));
    }
}

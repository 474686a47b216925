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
    void goes_up_at_once_and_ten_minutes_later_slowly_down() {
        delay.hear(latenesses(10, 590));
        assertThat(delay.nowMs()).isEqualTo(660);

        hear(599, latenesses(10, 100));
        assertThat(delay.nowMs()).isEqualTo(660);
        hear(1, latenesses(10, 100));
        assertThat(delay.nowMs()).isEqualTo(655);
    }

    @Test
    void goes_below_the_first_delay_only_by_what_half_an_hour_needed() {
        for (int stutter = 0; stutter < 3; stutter++) {
            hear(899, latenesses(10, 100));
            assertThat(delay.nowMs()).isGreaterThanOrEqualTo(360);
            delay.hear(latenesses(10, 290));
        }

        assertThat(delay.nowMs()).isEqualTo(360);
    }

    @Test
    void stays_within_its_bounds() {
        delay.hear(latenesses(10, 30_000));
        assertThat(delay.nowMs()).isEqualTo(1_000);

        hear(600 + 130, latenesses(10, 10));
        assertThat(delay.nowMs()).isEqualTo(400);
        hear(1_200, latenesses(10, 10));
        assertThat(delay.nowMs()).isEqualTo(250);
    }

    @Test
    void does_not_wait_for_one_guest_in_twenty() {
        delay.hear(latenesses(95, 290).plus(latenesses(5, 900)));

        assertThat(delay.nowMs()).isEqualTo(400);
    }

    @Test
    void waits_for_all_of_three_and_from_four_on_not_for_the_one_who_is_worst_off() {
        PlayoutDelay ofThree = new PlayoutDelay(Latency.LIVE);

        ofThree.hear(latenesses(2, 290).plus(latenesses(1, 690)));
        delay.hear(latenesses(3, 490).plus(latenesses(1, 60_000)));

        assertThat(ofThree.nowMs()).isEqualTo(760);
        assertThat(delay.nowMs()).isEqualTo(560);
    }

    @Test
    void waits_for_two_who_are_worse_off_in_a_small_room() {
        delay.hear(latenesses(5, 290).plus(latenesses(2, 590)));

        assertThat(delay.nowMs()).isEqualTo(660);
    }

    @Test
    void goes_on_with_what_guests_have_when_an_upload_resumes_another() {
        delay.goOnWith(800);
        hear(59, latenesses(10, 100));
        assertThat(delay.nowMs()).isEqualTo(800);
        hear(2, latenesses(10, 100));
        assertThat(delay.nowMs()).isLessThan(800);

        PlayoutDelay low = new PlayoutDelay(Latency.LIVE);
        low.goOnWith(250);
        low.hear(Spread.none(20));
        low.hear(latenesses(10, 100));
        assertThat(low.nowMs()).isEqualTo(250);
    }

    @Test
    void is_its_own_once_a_second_of_it_is_known() {
        delay.hear(latenesses(10, 100));

        delay.goOnWith(800);

        assertThat(delay.nowMs()).isEqualTo(400);
    }

    @Test
    void goes_on_with_nothing_that_its_room_does_not_want() {
        PlayoutDelay stable = new PlayoutDelay(Latency.STABLE);
        stable.goOnWith(800);
        delay.goOnWith(5_000);

        assertThat(stable.nowMs()).isEqualTo(5_000);
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

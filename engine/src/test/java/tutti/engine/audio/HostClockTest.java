package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A host's clock")
class HostClockTest {
    private static final long START_US = 1_795_000_000_000_000L;
    private static final long DELAY_US = 400_000;

    private final HostClock clock = new HostClock();
    private final Random random = new Random(1);

    @ParameterizedTest(name = "{0} parts in a million")
    @ValueSource(doubles = {-200, -20, 0, 20, 200})
    void that_drifts_is_followed_for_an_hour(double ppm) {
        double worstUs = 0;
        for (long seq = 0; seq < 180_000; seq++) {
            double capturedUs = START_US + seq * 20_000.0 / (1 + ppm / 1_000_000);
            double saidUs = START_US + seq * 20_000.0;
            // Most packets wait somewhere; one in ten finds every queue empty.
            double onTheWayUs = 30_000 + (random.nextInt(10) == 0 ? 0 : random.nextDouble() * 80_000);
            long nowUs = Math.round(capturedUs + 20_000 + onTheWayUs);

            long heardUs = clock.capturedUs(seq, Math.round(saidUs), false, nowUs, DELAY_US);

            worstUs = Math.max(worstUs, Math.abs(heardUs - capturedUs));
        }
        assertThat(worstUs).isLessThan(10_000);
    }

    @Test
    void is_not_moved_by_a_connection_that_is_slow_for_a_while() {
        long before = 0;
        for (long seq = 0; seq < 3_000; seq++) {
            long capturedUs = START_US + seq * 20_000;
            boolean slow = seq > 1_000 && seq < 1_500;
            before = clock.capturedUs(seq, capturedUs, false, capturedUs + 50_000 + (slow ? 700_000 : 0), DELAY_US);
            assertThat(before).isCloseTo(capturedUs, within(1_000L));
        }
    }

    @Test
    void never_moves_by_more_than_nobody_hears_from_one_packet_to_the_next() {
        long before = clock.capturedUs(0, START_US, false, START_US + 50_000, DELAY_US);
        for (long seq = 1; seq < 10_000; seq++) {
            long lateUs = 50_000 + random.nextInt(1 + (int) (seq % 500) * 1_000);
            long captured = clock.capturedUs(seq, 0, false, START_US + seq * 20_000 + lateUs, DELAY_US);

            assertThat(captured - before).isBetween(19_990L - 1, 20_010L + 1);
            before = captured;
        }
    }

    @Test
    void is_not_believed_when_it_says_that_sound_came_before_it_was_made() {
        assertThat(clock.capturedUs(0, START_US + 900_000, false, START_US, DELAY_US))
                .isEqualTo(START_US - 20_000);
    }

    @Test
    void is_asked_anew_after_a_jump() {
        clock.capturedUs(0, START_US, false, START_US + 50_000, DELAY_US);

        assertThat(clock.capturedUs(1, START_US + 60_000_000, true, START_US + 60_050_000, DELAY_US))
                .isEqualTo(START_US + 60_000_000);
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(longs = {-6_000, -5_000, -1_000, -400, 100, 2_000})
    void is_not_believed_when_it_is_set_though_what_comes_in_goes_on_as_before(long aheadMs) {
        for (long seq = 0; seq < 500; seq++) {
            long capturedUs = START_US + seq * 20_000;
            long saidUs = capturedUs + (seq < 250 ? 0 : aheadMs * 1_000);

            long heardUs = clock.capturedUs(seq, saidUs, seq == 250, capturedUs + 50_000, DELAY_US);

            assertThat(heardUs).isEqualTo(capturedUs);
        }
        assertThat(clock.disbelieved()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(longs = {-6_000, -1_000, -400, 100, 2_000})
    void is_not_believed_about_the_first_when_nobody_could_hear_it_then(long aheadMs) {
        for (long seq = 0; seq < 100; seq++) {
            long capturedUs = START_US + seq * 20_000;

            long heardUs = clock.capturedUs(seq, capturedUs + aheadMs * 1_000, false, capturedUs + 50_000, DELAY_US);

            assertThat(heardUs).isEqualTo(capturedUs + 30_000);
        }
    }

    @Test
    void is_set_right_within_a_second_when_its_count_falls_behind_unseen() {
        long heardUs = 0;
        for (long seq = 0; seq < 100; seq++) {
            long nowUs = START_US + seq * 20_000 + 50_000 + (seq < 50 ? 0 : 1_500_000);
            heardUs = clock.capturedUs(seq, START_US + seq * 20_000, false, nowUs, DELAY_US);
        }

        assertThat(heardUs).isEqualTo(START_US + 99 * 20_000 + 1_530_000);
        assertThat(clock.disbelieved()).isEqualTo(1);
    }

    @Test
    void is_right_when_a_connection_that_stood_still_brings_what_it_held() {
        for (long seq = 0; seq < 500; seq++) {
            long capturedUs = START_US + seq * 20_000;
            // Three seconds of it at twice the pace, after three seconds of nothing.
            long heldUpUs = seq < 100 ? 0 : Math.max(0, 3_000_000 - (seq - 100) * 10_000);

            long heardUs = clock.capturedUs(seq, capturedUs, false, capturedUs + 50_000 + heldUpUs, DELAY_US);

            assertThat(heardUs).isEqualTo(capturedUs);
        }
    }

    @Test
    void is_put_back_when_what_comes_in_shows_that_its_first_packet_was_held_up() {
        long heardUs = clock.capturedUs(0, START_US, false, START_US + 900_000, DELAY_US);
        assertThat(heardUs).isEqualTo(START_US + 880_000);

        for (long seq = 1; seq < 100; seq++) {
            long capturedUs = START_US + seq * 20_000;
            heardUs = clock.capturedUs(
                    seq, capturedUs, false, Math.max(capturedUs + 50_000, START_US + 900_000), DELAY_US);
        }

        assertThat(heardUs).isBetween(START_US + 99 * 20_000, START_US + 99 * 20_000 + 70_000);
    }
}

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

            long heardUs = clock.capturedUs(seq, Math.round(saidUs), false, nowUs);

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
            before = clock.capturedUs(seq, capturedUs, false, capturedUs + 50_000 + (slow ? 700_000 : 0));
            assertThat(before).isCloseTo(capturedUs, within(1_000L));
        }
    }

    @Test
    void never_moves_by_more_than_nobody_hears_from_one_packet_to_the_next() {
        long before = clock.capturedUs(0, START_US, false, START_US + 50_000);
        for (long seq = 1; seq < 10_000; seq++) {
            long lateUs = 50_000 + random.nextInt(1 + (int) (seq % 500) * 1_000);
            long captured = clock.capturedUs(seq, 0, false, START_US + seq * 20_000 + lateUs);

            assertThat(captured - before).isBetween(19_990L - 1, 20_010L + 1);
            before = captured;
        }
    }

    @Test
    void is_not_believed_when_it_says_that_sound_came_before_it_was_made() {
        assertThat(clock.capturedUs(0, START_US + 900_000, false, START_US)).isEqualTo(START_US - 20_000);
    }

    @Test
    void is_asked_anew_after_a_jump() {
        clock.capturedUs(0, START_US, false, START_US + 50_000);

        assertThat(clock.capturedUs(1, START_US + 60_000_000, true, START_US + 60_050_000))
                .isEqualTo(START_US + 60_000_000);
    }
}

package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A guest's ear")
class EarTest {
    private long nowUs = 1_795_000_000_000_000L;
    private final Ear ear = new Ear(new RecordingListener(), Quality.AUTO, nowUs);
    private final PlayoutDelay delay = new PlayoutDelay(Latency.LIVE);

    @Test
    void keeps_its_tier_over_a_clean_link_to_a_device_that_is_always_late() {
        for (int second = 0; second < 300; second++) {
            hears(335, 338);
        }

        assertThat(delay.nowMs()).isEqualTo(400);
        assertThat(ear.target()).isEqualTo(Tier.HIGH);
    }

    @Test
    void takes_a_lower_tier_when_packets_come_too_late_for_the_rooms_delay() {
        ear.report(new HearingReport(385, 600, 0, 3), 400, nowUs);
        ear.report(new HearingReport(385, 600, 0, 3), 400, nowUs + 1_000_000);

        assertThat(ear.target()).isEqualTo(Tier.MEDIUM);
    }

    @Test
    void counts_for_the_rooms_delay_as_long_as_that_helps_it() {
        for (int second = 0; second < 60; second++) {
            hears(700, 750);
            assertThat(ear.countsForDelay()).isTrue();
        }

        assertThat(delay.nowMs()).isEqualTo(820);
    }

    @Test
    void counts_no_more_for_the_rooms_delay_when_it_is_late_in_the_lowest_tier_however_long_the_room_waits() {
        for (int second = 0; second < 10; second++) {
            hears(1_500, 60_000);
        }

        assertThat(ear.target()).isEqualTo(Tier.LOW);
        assertThat(ear.countsForDelay()).isFalse();
        hears(300, 300);
        assertThat(ear.countsForDelay()).isTrue();
    }

    @Test
    void needs_more_than_the_room_has_after_a_hole_that_no_figure_of_its_lateness_shows() {
        hears(200, 250, 7);
        assertThat(delay.nowMs()).isEqualTo(400);

        hears(200, 250, 8);
        assertThat(delay.nowMs()).isEqualTo(440);

        for (int second = 0; second < 599; second++) {
            hears(200, 250, 8);
        }
        assertThat(delay.nowMs()).isEqualTo(440);
        for (int second = 0; second < 60; second++) {
            hears(200, 250, 8);
        }
        assertThat(delay.nowMs()).isEqualTo(400);
    }

    @Test
    void needs_no_more_for_holes_of_another_connection_or_another_player() {
        hears(200, 250, 7);
        hears(200, 250, 0);

        assertThat(delay.nowMs()).isEqualTo(400);
    }

    private void hears(double lateP95Ms, double lateP99Ms) {
        hears(lateP95Ms, lateP99Ms, 0);
    }

    /** As the node and the origin do each second. */
    private void hears(double lateP95Ms, double lateP99Ms, int underruns) {
        nowUs += 1_000_000;
        HearingReport said = new HearingReport(lateP95Ms, lateP99Ms, 0, underruns);
        ear.report(said, delay.nowMs(), nowUs);
        ear.onSecond(nowUs);
        delay.hear(Spread.of(20, List.of(ear.neededMs(said, nowUs))));
    }
}

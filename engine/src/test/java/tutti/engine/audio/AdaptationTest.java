package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tier of a guest's connection")
class AdaptationTest {
    private long nowUs = 1_000_000_000;
    private final Adaptation adaptation = new Adaptation(nowUs);

    @Test
    void goes_down_at_once_and_one_step_at_a_time() {
        assertThat(adaptation.onFull(nowUs)).isTrue();
        assertThat(adaptation.onFull(nowUs + 900_000)).isFalse();
        assertThat(adaptation.onFull(nowUs + 1_000_000)).isTrue();
        assertThat(adaptation.tier()).isEqualTo(Tier.LOW);
        assertThat(adaptation.onFull(nowUs + 9_000_000)).isFalse();
    }

    @Test
    void goes_down_when_packets_are_late_twice() {
        assertThat(adaptation.onLate(nowUs)).isFalse();
        assertThat(adaptation.onLate(nowUs + 4_000_000)).isFalse();
        assertThat(adaptation.onLate(nowUs + 5_000_000)).isTrue();
    }

    @Test
    void goes_up_after_twenty_clean_seconds() {
        adaptation.onFull(nowUs);

        assertThat(secondsUntilUp()).isEqualTo(20);
    }

    @Test
    void is_tried_again_more_rarely_after_each_relapse_and_as_before_when_it_held() {
        adaptation.onFull(nowUs);
        for (int expected : new int[] {20, 40, 80, 160, 160}) {
            assertThat(secondsUntilUp()).isEqualTo(expected);
            nowUs += 2_000_000;
            adaptation.onFull(nowUs);
        }
        secondsUntilUp();

        for (int second = 0; second < 170; second++) {
            nowUs += 1_000_000;
            adaptation.onClean(nowUs);
        }
        adaptation.onFull(nowUs);

        assertThat(secondsUntilUp()).isEqualTo(20);
    }

    private int secondsUntilUp() {
        for (int seconds = 1; seconds < 1_000; seconds++) {
            nowUs += 1_000_000;
            if (adaptation.onClean(nowUs)) {
                return seconds;
            }
        }
        throw new AssertionError("it never goes up");
    }
}

package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The playout delay that a node hears")
class HeardDelayTest {
    private final HeardDelay delay = new HeardDelay();

    @Test
    void is_told_once_with_the_first_packet_it_is_for() {
        assertThat(hear(Tier.HIGH, 1, 7, 400)).isNull();

        assertThat(hear(Tier.HIGH, 1, 8, 660)).isEqualTo(new SoundNews.DelayChanged(660, 8));
        assertThat(hear(Tier.HIGH, 1, 9, 660)).isNull();
        assertThat(delay.ms()).isEqualTo(660);
    }

    @Test
    void is_not_told_again_for_a_tier_that_lags() {
        hear(Tier.HIGH, 1, 7, 400);
        hear(Tier.HIGH, 1, 8, 395);

        for (long seq = 0; seq < 8; seq++) {
            assertThat(hear(Tier.LOW, 1, seq, 400)).isNull();
            assertThat(hear(Tier.HIGH, 1, seq + 9, 395)).isNull();
        }
        assertThat(delay.told()).isEqualTo(new SoundNews.DelayChanged(395, 8));
    }

    @Test
    void is_told_of_a_newer_upload_wherever_its_counter_begins() {
        hear(Tier.HIGH, 1, 1_000, 400);

        assertThat(hear(Tier.HIGH, 2, 3, 500)).isEqualTo(new SoundNews.DelayChanged(500, 3));
        assertThat(hear(Tier.HIGH, 1, 1_001, 400)).isNull();
    }

    @Test
    void is_that_of_no_broadcast_before_it() {
        assertThat(delay.heardMs()).isNull();
        hear(Tier.HIGH, 1, 7, 660);
        assertThat(delay.heardMs()).isEqualTo(660);

        delay.forget();

        assertThat(delay.heardMs()).isNull();
        assertThat(delay.ms()).isEqualTo(400);
        assertThat(delay.told()).isNull();
    }

    private SoundNews.DelayChanged hear(Tier tier, long epoch, long seq, int delayMs) {
        long heardUs = 1_795_000_000_000_000L + seq * SoundFormat.PACKET_US;
        return delay.hear(
                new SoundPacket(tier, epoch, seq, heardUs - delayMs * 1_000L, heardUs, Sounds.packet(seq, 100)));
    }
}

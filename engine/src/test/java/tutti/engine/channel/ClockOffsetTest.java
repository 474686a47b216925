package tutti.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The offset of a room's clock")
class ClockOffsetTest {
    private final ClockOffset offset = new ClockOffset();

    @Test
    void is_nothing_on_the_same_node() {
        offset.add(1_000, 1_004, 1_005, 1_100);

        assertThat(offset.offsetUs()).isZero();
        assertThat(offset.wantsMore()).isFalse();
    }

    @Test
    void is_taken_from_the_quickest_exchange() {
        offset.add(0, 5_000_400, 5_000_500, 900);
        offset.add(10_000, 5_030_000, 5_030_100, 31_000);

        assertThat(offset.offsetUs()).isEqualTo(5_000_000);
    }

    @Test
    void forgets_exchanges_of_long_ago() {
        offset.add(0, 5_000_400, 5_000_500, 900);
        for (int each = 1; each <= 8; each++) {
            long sentUs = each * 1_000_000L;
            offset.add(sentUs, sentUs + 6_001_000, sentUs + 6_001_000, sentUs + 2_000);
        }

        assertThat(offset.offsetUs()).isEqualTo(6_000_000);
    }
}

package tutti.engine.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The offset of another clock")
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
    void is_not_known_by_an_exchange_that_was_held_up() {
        for (int each = 0; each < 20; each++) {
            offset.add(each * 1_000_000L, 20_500_000, 20_500_100, 20_001_000);
        }

        assertThat(offset.isKnown()).isFalse();
        assertThat(offset.wantsMore()).isTrue();

        offset.add(21_000_000, 21_500_400, 21_500_500, 21_001_000);

        assertThat(offset.isKnown()).isTrue();
        assertThat(offset.offsetUs()).isCloseTo(500_000, within(1_000L));
    }

    @Test
    void is_known_in_the_end_where_every_exchange_is_slow() {
        for (int each = 0; each < 4; each++) {
            assertThat(offset.isKnown()).isFalse();
            offset.add(each, each + 700_000, each + 700_000, each + 600_000);
        }

        assertThat(offset.isKnown()).isTrue();
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

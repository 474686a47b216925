package tutti.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node's standstill")
class StandstillTest {
    private static final long T0_US = 1_000_000_000;

    private final Standstill standstill = new Standstill(T0_US);

    @Test
    void is_not_felt_while_the_node_moves() {
        for (int ms = 0; ms <= 5_000; ms += 100) {
            standstill.moved(at(ms));
            assertThat(standstill.isFelt(at(ms + 99))).isFalse();
        }
    }

    @Test
    void is_felt_by_who_asks_before_the_node_has_noticed() {
        assertThat(standstill.isFelt(at(1_500))).isFalse();
        assertThat(standstill.isFelt(at(1_501))).isTrue();
    }

    @Test
    void is_felt_for_another_second_once_it_is_over() {
        standstill.moved(at(5_000));

        assertThat(standstill.isFelt(at(5_000))).isTrue();
        standstill.moved(at(5_900));
        assertThat(standstill.isFelt(at(5_999))).isTrue();
        assertThat(standstill.isFelt(at(6_000))).isFalse();
    }

    private static long at(long ms) {
        return T0_US + ms * 1_000;
    }
}

package tutti.engine.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node's clock")
class NodeClockTest {
    @Test
    void never_runs_backwards() {
        NodeClock clock = new NodeClock();
        long lastUs = clock.nowUs();

        for (int reading = 0; reading < 10_000; reading++) {
            long nowUs = clock.nowUs();
            assertThat(nowUs).isGreaterThanOrEqualTo(lastUs);
            lastUs = nowUs;
        }
    }

    @Test
    void starts_at_the_time_of_the_wall() {
        NodeClock clock = new NodeClock();

        assertThat(clock.nowMs())
                .isBetween(Instant.now().toEpochMilli() - 5_000, Instant.now().toEpochMilli() + 5_000);
    }
}

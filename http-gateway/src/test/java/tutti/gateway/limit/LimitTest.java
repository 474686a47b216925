package tutti.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A limit")
class LimitTest {
    private static final Limit TWO_THEN_ONE_EACH_TWO_SECONDS = new Limit(2, 0.5);

    private final AtomicLong nowUs = new AtomicLong(1_000_000);

    @Test
    void lets_a_burst_through_and_then_one_at_a_time() {
        Meter meter = new Meter(TWO_THEN_ONE_EACH_TWO_SECONDS, nowUs.get());

        assertThat(meter.take(nowUs.get())).isTrue();
        assertThat(meter.take(nowUs.get())).isTrue();
        assertThat(meter.take(nowUs.get())).isFalse();
        assertThat(meter.take(nowUs.addAndGet(1_900_000))).isFalse();
        assertThat(meter.take(nowUs.addAndGet(100_000))).isTrue();
        assertThat(meter.take(nowUs.get())).isFalse();
    }

    @Test
    void is_not_moved_away_by_asking_again_and_again() {
        Meter meter = new Meter(new Limit(1, 1), nowUs.get());
        meter.take(nowUs.get());

        int granted = 0;
        for (int i = 0; i < 1_000; i++) {
            granted += meter.take(nowUs.addAndGet(10_000)) ? 1 : 0;
        }

        assertThat(granted).isBetween(9, 10);
    }

    @Test
    void counts_each_address_by_itself_and_says_how_long_to_wait() {
        AddressLimit limit = new AddressLimit(TWO_THEN_ONE_EACH_TWO_SECONDS, nowUs::get);

        limit.take("192.0.2.1");
        limit.take("192.0.2.1");

        assertThat(limit.take("192.0.2.1")).hasValue(2);
        assertThat(limit.take("192.0.2.2")).isEmpty();
    }
}

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
    void of_sizes_takes_what_fits_and_says_when_the_rest_will() {
        Meter meter = new Meter(new Limit(1_000, 100), nowUs.get());

        assertThat(meter.take(nowUs.get(), 900)).isTrue();
        assertThat(meter.take(nowUs.get(), 600)).isFalse();
        assertThat(meter.waitMs(600)).isEqualTo(5_000);
        assertThat(meter.take(nowUs.addAndGet(5_000_000), 600)).isTrue();
    }

    @Test
    void that_is_charged_all_the_same_is_owed_a_burst_at_most() {
        AddressLimit limit = new AddressLimit(new Limit(10, 1), nowUs::get);
        assertThat(limit.secondsToNext("192.0.2.1")).isEmpty();

        for (int i = 0; i < 9; i++) {
            limit.charge("192.0.2.1");
        }
        assertThat(limit.secondsToNext("192.0.2.1")).isEmpty();
        for (int i = 0; i < 1_000; i++) {
            limit.charge("192.0.2.1");
        }

        assertThat(limit.secondsToNext("192.0.2.1")).hasValue(11);
        assertThat(limit.secondsToNext("192.0.2.2")).isEmpty();
        nowUs.addAndGet(11_000_000);
        assertThat(limit.secondsToNext("192.0.2.1")).isEmpty();
    }

    @Test
    void remembers_so_many_addresses_and_those_that_came_last() {
        AddressLimit limit = new AddressLimit(new Limit(1, 0.001), nowUs::get);
        limit.take("192.0.2.1");

        flood(limit, "first", 10_500);
        assertThat(limit.take("192.0.2.1")).isPresent();
        flood(limit, "second", 100_000);

        assertThat(limit.remembered()).isLessThanOrEqualTo(20_000);
        assertThat(limit.take("second 99999")).isPresent();
        assertThat(limit.take("192.0.2.1")).isEmpty();
    }

    private static void flood(AddressLimit limit, String name, int addresses) {
        for (int i = 0; i < addresses; i++) {
            limit.take(name + " " + i);
        }
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

package tutti.gateway.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tutti.engine.clock.Clock;
import tutti.engine.clock.NodeClock;

/** A node's clock that a test may turn on. */
public final class TurnedClock implements Clock {
    private final NodeClock clock = new NodeClock();
    private final AtomicLong aheadUs = new AtomicLong();

    @Override
    public long nowUs() {
        return clock.nowUs() + aheadUs.get();
    }

    public void turn(Duration on) {
        aheadUs.addAndGet(on.toNanos() / 1_000);
    }
}

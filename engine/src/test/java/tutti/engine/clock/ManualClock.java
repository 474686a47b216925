package tutti.engine.clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is told to go on. */
public final class ManualClock implements Clock {
    private final AtomicLong nowUs;

    public ManualClock(long nowUs) {
        this.nowUs = new AtomicLong(nowUs);
    }

    @Override
    public long nowUs() {
        return nowUs.get();
    }

    public void pass(Duration time) {
        nowUs.addAndGet(time.toNanos() / 1_000);
    }
}

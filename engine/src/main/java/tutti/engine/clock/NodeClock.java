package tutti.engine.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Anchored to the wall once, at start, and monotonic from then on: a step of the wall clock moves no room. */
public final class NodeClock implements Clock {
    private final long wallAtStartUs;
    private final long nanosAtStart;

    public NodeClock() {
        this(Duration.ZERO);
    }

    /** A clock that is wrong by `ahead`, for trying what nodes make of each other's. */
    public NodeClock(Duration ahead) {
        wallAtStartUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(ahead));
        nanosAtStart = System.nanoTime();
    }

    @Override
    public long nowUs() {
        return wallAtStartUs + (System.nanoTime() - nanosAtStart) / 1_000;
    }
}

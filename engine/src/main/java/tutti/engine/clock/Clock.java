package tutti.engine.clock;

/** The one way to ask for the time: microseconds since the Unix epoch, never running backwards. */
@FunctionalInterface
public interface Clock {
    long nowUs();

    default long nowMs() {
        return Math.floorDiv(nowUs(), 1_000L);
    }
}

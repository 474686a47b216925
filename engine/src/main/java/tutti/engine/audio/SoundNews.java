package tutti.engine.audio;

/** What a guest is told of the sound besides the sound. */
public sealed interface SoundNews {
    enum Cause {
        /** As asked for, or first. */
        CHOSEN,
        /** The guest's queue was full. */
        SLOW,
        /** The guest told of packets that came only just in time. */
        LATE,
        /** Nothing was amiss for a while. */
        CLEAN,
        /** The tier that should be there does not come. */
        STANDS_IN
    }

    record QualityChanged(Tier tier, Cause cause) implements SoundNews {}

    record DelayChanged(int playoutDelayMs, long fromSeq) implements SoundNews {}

    record Stats(BroadcastStats stats) implements SoundNews {}
}

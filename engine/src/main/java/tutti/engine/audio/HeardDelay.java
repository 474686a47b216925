package tutti.engine.audio;

import org.jspecify.annotations.Nullable;

/** A broadcast's playout delay as a node learns it: from the two instants that each of its packets has. */
final class HeardDelay {
    private static final long NOTHING = Long.MIN_VALUE / 2;

    private long epoch = NOTHING;
    private long newestSeq = NOTHING;
    private int ms = PlayoutDelay.FIRST_MS;
    /** Null as long as it is what the room says of a broadcast. */
    private SoundNews.@Nullable DelayChanged told;

    /**
     * What is to be told of it, or null. A tier that lags brings packets from before a change when those of another have
     * told of it: they say nothing new, and told they would be told again and again.
     */
    SoundNews.@Nullable DelayChanged hear(SoundPacket packet) {
        if (packet.epoch() == epoch ? packet.seq() <= newestSeq : packet.epoch() < epoch) {
            return null;
        }
        epoch = packet.epoch();
        newestSeq = packet.seq();
        int packetsMs = (int) ((packet.heardUs() - packet.capturedUs()) / 1_000);
        if (packetsMs == ms) {
            return null;
        }
        ms = packetsMs;
        told = new SoundNews.DelayChanged(ms, Serial.wire(packet.seq()));
        return told;
    }

    /** What was told of it last, if anything. */
    SoundNews.@Nullable DelayChanged told() {
        return told;
    }

    int ms() {
        return ms;
    }

    /** Null as long as nothing has been heard. */
    @Nullable
    Integer heardMs() {
        return epoch == NOTHING ? null : ms;
    }

    /** Another broadcast. */
    void forget() {
        epoch = NOTHING;
        newestSeq = NOTHING;
        ms = PlayoutDelay.FIRST_MS;
        told = null;
    }
}

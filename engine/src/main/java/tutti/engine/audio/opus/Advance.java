package tutti.engine.audio.opus;

import org.jspecify.annotations.Nullable;
import tutti.engine.audio.SoundFormat;

/** Moves sound forward by less than a packet. Each packet waits for the next one, which begins with its end. */
final class Advance {
    private final int moved;
    private final short[] held;
    private final short[] complete;
    private boolean holds;

    Advance(int samples, int channels) {
        this.moved = samples * channels;
        this.held = new short[SoundFormat.PACKET_SAMPLES * channels - moved];
        this.complete = new short[SoundFormat.PACKET_SAMPLES * channels];
    }

    boolean waits() {
        return moved > 0;
    }

    /** The 20 ms that are complete now: those before, if sound is moved; null for the first. Holds until the next call. */
    short @Nullable [] after(short[] samples) {
        if (!waits()) {
            return samples;
        }
        boolean wasHeld = holds;
        System.arraycopy(held, 0, complete, 0, held.length);
        System.arraycopy(samples, 0, complete, held.length, moved);
        System.arraycopy(samples, moved, held, 0, held.length);
        holds = true;
        return wasHeld ? complete : null;
    }

    void reset() {
        holds = false;
    }
}

package tutti.engine.audio;

import org.apache.pekko.util.ByteString;

/**
 * One guest's way out of the engine; a gateway implements it over a queue that is bounded in time. Called by one
 * thread at a time, not always the same, and never allowed to block: thousands of others are waiting for the same sound.
 */
public interface Listener {
    /** The same bytes for everyone. False: the queue is full and this frame is lost to the guest, who gets less from now on. */
    boolean hear(ByteString frame, int packets);

    void told(SoundNews news);
}

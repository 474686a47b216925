package tutti.gateway.socket;

import org.apache.pekko.util.ByteString;
import tutti.gateway.wire.ServerMessage;

/** One client, as the sound of its room sees it. Any thread may call it, and none waits. */
public interface Ear {
    /**
     * `packets` of 20 ms are in the frame. False when it is too much for this client: the oldest that waited for it was thrown
     * away.
     */
    boolean hear(ByteString frame, int packets);

    /** How far behind its host this is heard: what has waited longer is of no use to anyone. */
    void heardAfter(int delayMs);

    /** Quality and delay for a guest, demand and figures for a host. */
    void tell(ServerMessage message);
}

package tutti.engine.audio.opus;

import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** From packets to 20 ms of interleaved samples each. What is returned is the reader's own and holds until the next call. */
interface PacketReader {
    /** Null for what is no such packet. */
    short @Nullable [] read(ByteString packet);

    /** Something to hear in the place of a packet that did not come. */
    short[] conceal();

    /** What comes now has nothing to do with what came before. */
    void reset();

    /** So many samples is what is read behind what was captured. */
    int delay();
}

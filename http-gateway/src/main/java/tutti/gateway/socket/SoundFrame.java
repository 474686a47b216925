package tutti.gateway.socket;

import java.nio.ByteBuffer;
import org.apache.pekko.http.javadsl.model.ws.BinaryMessage;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A frame of sound as all clients are sent it, by their stream or past it. `packets` of 20 ms are in it; those of a replay are due
 * already, and free.
 */
final class SoundFrame {
    private static final int FLAGS_AT = 1;
    private static final int REPLAY = 8;

    private final ByteString bytes;
    private final BinaryMessage message;
    private final int packets;
    /** Made for the first who is written it: for those who do not read it is none. Made twice at worst. */
    private volatile byte @Nullable [] onTheWire;

    private SoundFrame(ByteString bytes, int packets) {
        this.bytes = bytes;
        this.message = BinaryMessage.create(bytes);
        this.packets = packets;
    }

    static SoundFrame of(ByteString bytes, int packets) {
        boolean replay = bytes.length() > FLAGS_AT && (bytes.apply(FLAGS_AT) & REPLAY) != 0;
        return new SoundFrame(bytes, replay ? 0 : packets);
    }

    ByteString bytes() {
        return bytes;
    }

    BinaryMessage message() {
        return message;
    }

    int packets() {
        return packets;
    }

    /** With its head; one for each client, of the same bytes. */
    ByteBuffer onTheWire() {
        byte[] made = onTheWire;
        if (made == null) {
            made = ServerFrame.whole(ServerFrame.BINARY, bytes);
            onTheWire = made;
        }
        return ByteBuffer.wrap(made);
    }
}

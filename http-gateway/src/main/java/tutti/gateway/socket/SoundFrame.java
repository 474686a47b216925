package tutti.gateway.socket;

import org.apache.pekko.http.javadsl.model.ws.BinaryMessage;
import org.apache.pekko.util.ByteString;

/** A frame of sound as all clients are sent it. `packets` of 20 ms are in it; those of a replay are due already, and free. */
record SoundFrame(ByteString bytes, BinaryMessage message, int packets) {
    private static final int FLAGS_AT = 1;
    private static final int REPLAY = 8;

    static SoundFrame of(ByteString bytes, int packets) {
        boolean replay = bytes.length() > FLAGS_AT && (bytes.apply(FLAGS_AT) & REPLAY) != 0;
        return new SoundFrame(bytes, BinaryMessage.create(bytes), replay ? 0 : packets);
    }
}

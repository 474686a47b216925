package tutti.gateway.socket;

import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;

/** A frame of a server as RFC 6455 §5.2 has it on the wire: never masked, so the same bytes for everyone. */
final class ServerFrame {
    static final int TEXT = 1;
    static final int BINARY = 2;

    private static final int FIN = 0x80;
    private static final int SHORT_MAX = 125;
    private static final int TWO_BYTES = 126;
    private static final int TWO_BYTES_MAX = 0xFFFF;
    private static final int EIGHT_BYTES = 127;
    private static final int HEAD_MAX = 10;

    private ServerFrame() {}

    static byte[] whole(int opcode, ByteString payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEAD_MAX + payload.length());
        putHead(frame, true, opcode, payload.length());
        payload.copyToBuffer(frame);
        byte[] exact = new byte[frame.flip().remaining()];
        frame.get(exact);
        return exact;
    }

    /** The beginning of a frame of `length` bytes, as far as they are here. */
    static ByteBuffer begun(boolean fin, int opcode, long length, ByteString here) {
        ByteBuffer frame = ByteBuffer.allocate(HEAD_MAX + here.length());
        putHead(frame, fin, opcode, length);
        here.copyToBuffer(frame);
        return frame.flip();
    }

    private static void putHead(ByteBuffer frame, boolean fin, int opcode, long length) {
        frame.put((byte) ((fin ? FIN : 0) | opcode));
        if (length <= SHORT_MAX) {
            frame.put((byte) length);
        } else if (length <= TWO_BYTES_MAX) {
            frame.put((byte) TWO_BYTES).putShort((short) length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(length);
        }
    }
}

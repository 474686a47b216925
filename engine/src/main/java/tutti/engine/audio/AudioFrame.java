package tutti.engine.audio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A binary frame of the socket, as docs/protocol.md tells it and the page's audioFrame.ts writes it. `epoch` and `seq` are
 * unsigned, of 32 bits.
 */
public record AudioFrame(Kind kind, int flags, int tier, long epoch, long seq, long ptsUs, List<ByteString> packets) {
    public static final int DISCONTINUITY = 1;
    public static final int TIER_SWITCH = 2;
    public static final int FIRST = 4;
    public static final int REPLAY = 8;

    public static final int PACKETS_MAX = 8;

    static final int HEAD_BYTES = 20;
    static final int FLAGS_AT = 1;
    private static final int LENGTH_BYTES = 2;
    private static final long U32 = 0xFFFF_FFFFL;
    /** Three times what a packet of the highest quality takes, and room for one of PCM in stereo. */
    private static final int PACKET_BYTES_MAX = 4_000;

    /** No longer message can be a frame: a gateway need not gather more of one than this. */
    public static final int BYTES_MAX = HEAD_BYTES + PACKETS_MAX * (LENGTH_BYTES + PACKET_BYTES_MAX);

    public enum Kind {
        OPUS(0x10),
        PCM(0x11),
        END(0x12);

        private static final Kind[] ALL = values();

        private final int wire;

        Kind(int wire) {
            this.wire = wire;
        }

        private static @Nullable Kind ofWire(int wire) {
            for (Kind kind : ALL) {
                if (kind.wire == wire) {
                    return kind;
                }
            }
            return null;
        }
    }

    public AudioFrame {
        packets = List.copyOf(packets);
    }

    public ByteString encode() {
        int bytes = HEAD_BYTES;
        for (ByteString packet : packets) {
            bytes += LENGTH_BYTES + packet.size();
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        buffer.put((byte) kind.wire)
                .put((byte) flags)
                .put((byte) tier)
                .put((byte) packets.size())
                .putInt((int) epoch)
                .putInt((int) seq)
                .putLong(ptsUs);
        for (ByteString packet : packets) {
            buffer.putShort((short) packet.size());
        }
        for (ByteString packet : packets) {
            packet.copyToBuffer(buffer);
        }
        return ByteString.fromArrayUnsafe(buffer.array());
    }

    /** Null for what is no frame. */
    public static @Nullable AudioFrame decode(ByteString bytes) {
        if (bytes.size() < HEAD_BYTES || bytes.size() > BYTES_MAX) {
            return null;
        }
        ByteBuffer buffer = bytes.asByteBuffer();
        Kind kind = Kind.ofWire(buffer.get() & 0xFF);
        int flags = buffer.get() & 0xFF;
        int tier = buffer.get() & 0xFF;
        int count = buffer.get() & 0xFF;
        long epoch = buffer.getInt() & U32;
        long seq = buffer.getInt() & U32;
        long ptsUs = buffer.getLong();
        if (kind == null || count > PACKETS_MAX || (count == 0 && kind != Kind.END)) {
            return null;
        }
        List<ByteString> packets = packets(buffer, count);
        return packets == null ? null : new AudioFrame(kind, flags, tier, epoch, seq, ptsUs, packets);
    }

    private static @Nullable List<ByteString> packets(ByteBuffer buffer, int count) {
        if (buffer.remaining() < LENGTH_BYTES * count) {
            return null;
        }
        int[] lengths = new int[count];
        for (int index = 0; index < count; index++) {
            lengths[index] = buffer.getShort() & 0xFFFF;
        }
        List<ByteString> packets = new ArrayList<>(count);
        for (int length : lengths) {
            if (length == 0 || length > PACKET_BYTES_MAX || length > buffer.remaining()) {
                return null;
            }
            byte[] packet = new byte[length];
            buffer.get(packet);
            packets.add(ByteString.fromArrayUnsafe(packet));
        }
        return buffer.hasRemaining() ? null : packets;
    }
}

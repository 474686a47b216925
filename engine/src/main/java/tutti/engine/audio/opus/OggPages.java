package tutti.engine.audio.opus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** The pages of one logical stream (RFC 3533), of whole packets each. */
final class OggPages {
    private static final byte FIRST = 2;
    private static final byte LAST = 4;
    private static final int HEADER_BYTES = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int SEGMENT_BYTES_MAX = 255;
    private static final int[] CHECKSUMS = checksums();

    private final int serial;
    private int number;

    OggPages(int serial) {
        this.serial = serial;
    }

    ByteString first(ByteString packet) {
        return page(FIRST, List.of(packet), 0);
    }

    /** `granule` is where the last packet ends. At most 255 segments: the caller's packets are few and small. */
    ByteString next(List<ByteString> packets, long granule) {
        return page((byte) 0, packets, granule);
    }

    ByteString last(List<ByteString> packets, long granule) {
        return page(LAST, packets, granule);
    }

    private ByteString page(byte flags, List<ByteString> packets, long granule) {
        int segments = 0;
        int size = 0;
        for (ByteString packet : packets) {
            segments += packet.size() / SEGMENT_BYTES_MAX + 1;
            size += packet.size();
        }
        ByteBuffer page = ByteBuffer.allocate(HEADER_BYTES + segments + size).order(ByteOrder.LITTLE_ENDIAN);
        page.put((byte) 'O').put((byte) 'g').put((byte) 'g').put((byte) 'S');
        page.put((byte) 0).put(flags);
        page.putLong(granule).putInt(serial).putInt(number++);
        page.putInt(0).put((byte) segments);
        for (ByteString packet : packets) {
            for (int left = packet.size(); left >= 0; left -= SEGMENT_BYTES_MAX) {
                page.put((byte) Math.min(left, SEGMENT_BYTES_MAX));
            }
        }
        for (ByteString packet : packets) {
            page.put(packet.toArrayUnsafe());
        }
        page.putInt(CHECKSUM_AT, checksum(page.array()));
        return ByteString.fromArrayUnsafe(page.array());
    }

    /** Not the CRC-32 of java.util.zip: the same polynomial, but the highest bit first and nothing inverted. */
    private static int checksum(byte[] page) {
        int checksum = 0;
        for (byte b : page) {
            checksum = checksum << 8 ^ CHECKSUMS[checksum >>> 24 ^ (b & 0xFF)];
        }
        return checksum;
    }

    private static int[] checksums() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int checksum = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                checksum = checksum << 1 ^ (checksum < 0 ? 0x04C1_1DB7 : 0);
            }
            table[i] = checksum;
        }
        return table;
    }
}

package tutti.engine.audio.opus;

import org.apache.pekko.util.ByteString;

/** What every packet of a broadcast has in common: one frame of 20 ms at 48 kHz, code 0 (RFC 6716, section 3). */
final class Packets {
    static final int SAMPLES = 960;
    /** A frame has 1,275 bytes at most, and the first byte comes before it. */
    static final int OPUS_BYTES_MAX = 1_276;

    private static final int CODE = 0b11;
    private static final int FIRST_HYBRID = 12;
    private static final int FIRST_CELT = 16;

    private Packets() {}

    static boolean isOpus(ByteString packet) {
        return packet.nonEmpty()
                && packet.size() <= OPUS_BYTES_MAX
                && (packet.apply(0) & CODE) == 0
                && lastsTwentyMs((packet.apply(0) & 0xFF) >> 3);
    }

    /** SILK goes by 10, 20, 40, 60 ms, hybrid by 10, 20, and CELT by 2.5, 5, 10, 20. */
    private static boolean lastsTwentyMs(int config) {
        if (config >= FIRST_CELT) {
            return config % 4 == 3;
        }
        return config >= FIRST_HYBRID ? config % 2 == 1 : config % 4 == 1;
    }
}

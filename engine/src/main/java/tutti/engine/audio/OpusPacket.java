package tutti.engine.audio;

import org.apache.pekko.util.ByteString;

/**
 * What RFC 6716 says about a packet in its first byte, read without decoding anything: the bytes of strangers reach a
 * decoder only in the guests' browsers and where a tier is made, and only if they look like what was announced.
 */
public final class OpusPacket {
    /** A frame has 1,275 bytes at most, and the first byte comes before it. */
    public static final int BYTES_MAX = 1_276;

    /** An encoder that may vary its bitrate spends up to this times the tier's on a packet. */
    private static final double PEAK = 2.5;

    private OpusPacket() {}

    /** One frame of 20 ms, as every packet of a broadcast is. */
    public static boolean isOne(ByteString packet) {
        if (packet.isEmpty() || packet.size() > BYTES_MAX) {
            return false;
        }
        int toc = packet.apply(0) & 0xFF;
        boolean oneFrame = (toc & 0b11) == 0;
        return oneFrame && isOf20Ms(toc >> 3);
    }

    /** Not larger than the tier allows. A stereo encoder may send mono, not the other way round. */
    static boolean fits(ByteString packet, Tier tier, int channels) {
        return isOne(packet) && packet.size() <= bytesMax(tier) && (channels == 2 || !isStereo(packet));
    }

    private static boolean isStereo(ByteString packet) {
        return (packet.apply(0) & 0b100) != 0;
    }

    static int bytesMax(Tier tier) {
        long usual = tier.bitrateKbps() * SoundFormat.PACKET_US / 8_000;
        return (int) Math.min(BYTES_MAX, usual * PEAK);
    }

    /** 0 to 11 are speech, 12 to 15 both, 16 to 31 music; within each, by length. */
    private static boolean isOf20Ms(int configuration) {
        if (configuration < 12) {
            return configuration % 4 == 1;
        }
        return configuration < 16 ? configuration % 2 == 1 : configuration % 4 == 3;
    }
}

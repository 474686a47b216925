package tutti.engine.audio.opus;

import io.github.jaredmdobson.concentus.OpusBandwidth;

/** How much of a wire one encoding may take. */
public enum Rate {
    HIGH(128_000, Packets.OPUS_BYTES_MAX, OpusBandwidth.OPUS_BANDWIDTH_FULLBAND),
    MEDIUM(64_000, Packets.OPUS_BYTES_MAX, OpusBandwidth.OPUS_BANDWIDTH_FULLBAND),
    /**
     * 32 kbit/s, by the size of its packets. An encoder told 32,000 narrows stereo to a quarter of its width, and only leaves
     * it alone from 38,192 on; so it is told that, and held to 80 bytes. What it saves on the highest octave it has for the rest.
     */
    LOW(38_200, 80, OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND);

    final int bitsPerSecondAsked;
    final int packetBytesMax;
    final OpusBandwidth bandwidth;

    Rate(int bitsPerSecondAsked, int packetBytesMax, OpusBandwidth bandwidth) {
        this.bitsPerSecondAsked = bitsPerSecondAsked;
        this.packetBytesMax = packetBytesMax;
        this.bandwidth = bandwidth;
    }
}

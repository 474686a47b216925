package tutti.engine.audio.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMode;
import io.github.jaredmdobson.concentus.OpusSignal;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.audio.OpusPacket;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.Tier;

/** One encoding of a broadcast. */
final class Encoder {
    /** Of every common encoder at 48 kHz, the browsers' too, and what players take off: 6.5 ms. */
    static final int DELAY = 312;
    /** Of one that is made to hurry. */
    static final int SHORT_DELAY = 120;

    private static final int COMPLEXITY = 10;

    /**
     * 32 kbit/s, by the size of its packets. An encoder told 32,000 narrows stereo to a quarter of its width, and only leaves
     * it alone from 38,192 on; so it is told that, and held to 80 bytes. What it saves on the highest octave it has for the rest.
     */
    private static final int LOW_BITS_ASKED = 38_200;

    private static final int LOW_BYTES_MAX = 80;

    private final Tier tier;
    private final int channels;
    private final boolean hurries;
    private final byte[] packet;
    private OpusEncoder encoder;

    /** `delay` is one of the two. */
    Encoder(Tier tier, int channels, int delay) {
        if (!Tier.HEARD.contains(tier)) {
            throw new IllegalArgumentException("nobody hears " + tier);
        }
        this.tier = tier;
        this.channels = channels;
        this.hurries = delay == SHORT_DELAY;
        this.packet = new byte[tier == Tier.LOW ? LOW_BYTES_MAX : OpusPacket.BYTES_MAX];
        this.encoder = fresh();
    }

    /** Null where the encoder failed; it begins anew then. */
    @Nullable
    ByteString encode(short[] samples) {
        try {
            int size = encoder.encode(samples, 0, SoundFormat.PACKET_SAMPLES, packet, 0, packet.length);
            return ByteString.fromArray(packet, 0, size);
        } catch (OpusException | RuntimeException | AssertionError broken) {
            encoder = fresh();
            return null;
        }
    }

    void reset() {
        encoder = fresh();
    }

    private OpusEncoder fresh() {
        try {
            OpusEncoder fresh = new OpusEncoder(
                    48_000,
                    channels,
                    hurries
                            ? OpusApplication.OPUS_APPLICATION_RESTRICTED_LOWDELAY
                            : OpusApplication.OPUS_APPLICATION_AUDIO);
            fresh.setBitrate(tier == Tier.LOW ? LOW_BITS_ASKED : tier.bitrateKbps() * 1_000);
            fresh.setComplexity(COMPLEXITY);
            fresh.setForceMode(OpusMode.MODE_CELT_ONLY);
            fresh.setMaxBandwidth(
                    tier == Tier.LOW
                            ? OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND
                            : OpusBandwidth.OPUS_BANDWIDTH_FULLBAND);
            fresh.setSignalType(OpusSignal.OPUS_SIGNAL_MUSIC);
            fresh.setUseConstrainedVBR(true);
            fresh.setUseVBR(true);
            return fresh;
        } catch (OpusException e) {
            throw new IllegalArgumentException("no encoder for " + channels + " channels", e);
        }
    }
}

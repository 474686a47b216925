package tutti.engine.audio.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMode;
import io.github.jaredmdobson.concentus.OpusSignal;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** One encoding of a broadcast. */
final class Encoder {
    /** Of every common encoder at 48 kHz, the browsers' too, and what players take off: 6.5 ms. */
    static final int DELAY = 312;
    /** Of one that is made to hurry. */
    static final int SHORT_DELAY = 120;

    private static final int COMPLEXITY = 10;

    private final Rate rate;
    private final int channels;
    private final boolean hurries;
    private final byte[] packet;
    private OpusEncoder encoder;

    /** `delay` is one of the two. */
    Encoder(Rate rate, int channels, int delay) {
        this.rate = rate;
        this.channels = channels;
        this.hurries = delay == SHORT_DELAY;
        this.packet = new byte[rate.packetBytesMax];
        this.encoder = fresh();
    }

    /** Null where the encoder failed; it begins anew then. */
    @Nullable
    ByteString encode(short[] samples) {
        try {
            int size = encoder.encode(samples, 0, Packets.SAMPLES, packet, 0, packet.length);
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
            fresh.setBitrate(rate.bitsPerSecondAsked);
            fresh.setComplexity(COMPLEXITY);
            fresh.setForceMode(OpusMode.MODE_CELT_ONLY);
            fresh.setMaxBandwidth(rate.bandwidth);
            fresh.setSignalType(OpusSignal.OPUS_SIGNAL_MUSIC);
            fresh.setUseConstrainedVBR(true);
            fresh.setUseVBR(true);
            return fresh;
        } catch (OpusException e) {
            throw new IllegalArgumentException("no encoder for " + channels + " channels", e);
        }
    }
}

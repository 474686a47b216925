package tutti.engine.audio.opus;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.audio.OpusPacket;
import tutti.engine.audio.SoundFormat;

/** Decodes whatever a host sends. Nothing but samples or null ever comes out, whatever goes in. */
final class OpusReader implements PacketReader {
    private static final byte[] NOTHING = new byte[0];

    private final int channels;
    private final short[] samples;
    private OpusDecoder decoder;

    OpusReader(int channels) {
        this.channels = channels;
        this.samples = new short[SoundFormat.PACKET_SAMPLES * channels];
        this.decoder = fresh(channels);
    }

    @Override
    public short @Nullable [] read(ByteString packet) {
        return OpusPacket.isOne(packet) && decodes(packet.toArrayUnsafe()) ? samples : null;
    }

    @Override
    public short[] conceal() {
        if (!decodes(NOTHING)) {
            Arrays.fill(samples, (short) 0);
        }
        return samples;
    }

    @Override
    public void reset() {
        decoder = fresh(channels);
    }

    @Override
    public int delay() {
        return Encoder.DELAY;
    }

    /** Beside its own exceptions it lets indices and assertions escape, and who knows in which state it is then. */
    private boolean decodes(byte[] packet) {
        try {
            byte @Nullable [] input = packet.length == 0 ? null : packet;
            return decoder.decode(input, 0, packet.length, samples, 0, SoundFormat.PACKET_SAMPLES, false)
                    == SoundFormat.PACKET_SAMPLES;
        } catch (OpusException | RuntimeException | AssertionError broken) {
            decoder = fresh(channels);
            return false;
        }
    }

    private static OpusDecoder fresh(int channels) {
        try {
            return new OpusDecoder(48_000, channels);
        } catch (OpusException e) {
            throw new IllegalArgumentException("no decoder for " + channels + " channels", e);
        }
    }
}

package tutti.engine.audio.opus;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.audio.SoundFormat;

/** Samples as they are: 16 bits, the lower byte first. */
final class PcmReader implements PacketReader {
    private final int channels;
    private final short[] samples;

    PcmReader(int channels) {
        this.channels = channels;
        this.samples = new short[SoundFormat.PACKET_SAMPLES * channels];
    }

    @Override
    public short @Nullable [] read(ByteString packet) {
        if (packet.size() != samples.length * Short.BYTES) {
            return null;
        }
        packet.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** The last once more, going out; and silence after it. */
    @Override
    public short[] conceal() {
        for (int i = 0; i < samples.length; i++) {
            int left = SoundFormat.PACKET_SAMPLES - 1 - i / channels;
            samples[i] = (short) (samples[i] * left / SoundFormat.PACKET_SAMPLES);
        }
        return samples;
    }

    @Override
    public void reset() {
        Arrays.fill(samples, (short) 0);
    }

    @Override
    public int delay() {
        return 0;
    }
}

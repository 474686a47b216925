package tutti.engine.audio.opus;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.Tier;

/** Two arpeggios in two tempos, one at the left and one at the right: what is lost of the stereo is lost of the sound. */
public record Music(short[] samples) {
    private static final int CHANNELS = 2;
    private static final int[][] NOTES = {{0, 4, 7, 12, 16, 12, 7, 4}, {7, 12, 16, 19, 24, 19, 16, 12}};
    private static final double[] NOTE_S = {0.25, 0.375};

    public static Music ofSeconds(int seconds) {
        short[] samples = new short[seconds * 48_000 * CHANNELS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(9_800 * played(i % CHANNELS, i / CHANNELS / 48_000.0));
        }
        return new Music(samples);
    }

    /** As a browser would send it. */
    public List<ByteString> opus() {
        Encoder encoder = new Encoder(Tier.HIGH, CHANNELS, Encoder.DELAY);
        return pieces().stream().map(encoder::encode).toList();
    }

    List<ByteString> pcm() {
        return pieces().stream()
                .map(piece -> {
                    ByteBuffer bytes = ByteBuffer.allocate(piece.length * 2).order(ByteOrder.LITTLE_ENDIAN);
                    bytes.asShortBuffer().put(piece);
                    return ByteString.fromArray(bytes.array());
                })
                .toList();
    }

    static Music decoded(List<ByteString> packets) {
        try {
            OpusDecoder decoder = new OpusDecoder(48_000, CHANNELS);
            short[] samples = new short[packets.size() * SoundFormat.PACKET_SAMPLES * CHANNELS];
            for (int i = 0; i < packets.size(); i++) {
                byte[] packet = packets.get(i).toArray();
                int at = i * SoundFormat.PACKET_SAMPLES * CHANNELS;
                decoder.decode(packet, 0, packet.length, samples, at, SoundFormat.PACKET_SAMPLES, false);
            }
            return new Music(samples);
        } catch (OpusException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Music of(byte[] littleEndian) {
        short[] samples = new short[littleEndian.length / 2];
        ByteBuffer.wrap(littleEndian)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return new Music(samples);
    }

    /** Where in the original this begins, to the packet, for a player that has skipped so many samples: how alike they are there. */
    public double likenessAnywhere(Music original, int skipped) {
        double best = 0;
        for (int at = skipped; at + length() <= original.length(); at += SoundFormat.PACKET_SAMPLES) {
            best = Math.max(best, likeness(original.from(at), Encoder.DELAY));
        }
        return best;
    }

    /** The lesser of both channels' correlations with the original, `late` samples behind it; 1 is the same. */
    double likeness(Music original, int late) {
        double least = 1;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double both = 0;
            double ours = 0;
            double theirs = 0;
            // The first 100 ms are a decoder's that has only begun.
            for (int at = 4_800; at < length() && at - late < original.length(); at++) {
                double here = samples[at * CHANNELS + channel];
                double there = original.samples[(at - late) * CHANNELS + channel];
                both += here * there;
                ours += here * here;
                theirs += there * there;
            }
            least = Math.min(least, both / Math.sqrt(ours * theirs + 1));
        }
        return least;
    }

    Music from(int sample) {
        return new Music(Arrays.copyOfRange(samples, sample * CHANNELS, samples.length));
    }

    public int length() {
        return samples.length / CHANNELS;
    }

    private List<short[]> pieces() {
        List<short[]> pieces = new ArrayList<>();
        int size = SoundFormat.PACKET_SAMPLES * CHANNELS;
        for (int at = 0; at + size <= samples.length; at += size) {
            pieces.add(Arrays.copyOfRange(samples, at, at + size));
        }
        return pieces;
    }

    private static double played(int channel, double atS) {
        int note = (int) (atS / NOTE_S[channel]);
        double sinceS = atS - note * NOTE_S[channel];
        double hertz = 220 * Math.pow(2, NOTES[channel][note % 8] / 12.0);
        double sum = 0;
        for (int overtone = 1; overtone <= 6; overtone++) {
            sum += Math.sin(2 * Math.PI * hertz * overtone * atS) / (overtone * overtone);
        }
        return sum * Math.exp(-4 * sinceS);
    }
}

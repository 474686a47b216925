package tutti.media;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/** Stereo sound at 48 kHz that is mixed in place. */
final class Wave {
    static final int RATE = 48_000;

    final float[] left;
    final float[] right;

    Wave(double lengthS) {
        left = new float[(int) Math.round(lengthS * RATE)];
        right = new float[left.length];
    }

    int length() {
        return left.length;
    }

    /** Adds a mono sound; {@code place} is −1 (left) … 1 (right), at equal power. What falls behind the end is lost. */
    void mix(float[] sound, double atS, double gain, double place) {
        int start = (int) Math.round(atS * RATE);
        double angle = (place + 1) * Math.PI / 4;
        float toLeft = (float) (gain * Math.cos(angle));
        float toRight = (float) (gain * Math.sin(angle));
        for (int i = Math.max(0, -start); i < sound.length && start + i < left.length; i++) {
            left[start + i] += sound[i] * toLeft;
            right[start + i] += sound[i] * toRight;
        }
    }

    void mix(Wave other, double gain) {
        for (int i = 0; i < Math.min(left.length, other.left.length); i++) {
            left[i] += (float) (other.left[i] * gain);
            right[i] += (float) (other.right[i] * gain);
        }
    }

    /** The same sound again and again. */
    Wave repeated(int times) {
        Wave result = new Wave((double) length() * times / RATE);
        for (int i = 0; i < result.length(); i++) {
            result.left[i] = left[i % length()];
            result.right[i] = right[i % length()];
        }
        return result;
    }

    /** The stretch between two moments; what lies behind {@code toS} is laid over its beginning, as in a loop. */
    Wave loop(double fromS, double toS) {
        Wave result = new Wave(toS - fromS);
        int from = (int) Math.round(fromS * RATE);
        for (int i = from; i < length(); i++) {
            result.left[(i - from) % result.length()] += left[i];
            result.right[(i - from) % result.length()] += right[i];
        }
        return result;
    }

    /**
     * The sound of a large room: eight delays that feed each other, each a little duller on every round.
     * {@code decayS} is the time to fall by 60 dB.
     */
    Wave echoes(double decayS, double dull, double beforeS) {
        int[] lengths = {1531, 1871, 2129, 2467, 2797, 3163, 3499, 3911};
        float[][] lines = new float[8][];
        double[] keep = new double[8];
        for (int i = 0; i < 8; i++) {
            lines[i] = new float[lengths[i]];
            keep[i] = Math.pow(10, -3.0 * lengths[i] / RATE / decayS);
        }
        Wave room = new Wave((double) length() / RATE);
        double[] low = new double[8];
        double[] out = new double[8];
        int before = (int) (beforeS * RATE);
        for (int t = 0; t < length(); t++) {
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                low[i] += (lines[i][t % lengths[i]] - low[i]) * dull;
                out[i] = low[i] * keep[i];
                sum += out[i];
            }
            double inLeft = t < before ? 0 : left[t - before];
            double inRight = t < before ? 0 : right[t - before];
            for (int i = 0; i < 8; i++) {
                lines[i][t % lengths[i]] = (float) (out[i] - sum / 4 + (i % 2 == 0 ? inLeft : inRight));
            }
            room.left[t] = (float) (.35 * (out[0] + out[2] - out[4] + out[6]));
            room.right[t] = (float) (.35 * (out[1] - out[3] + out[5] + out[7]));
        }
        return room;
    }

    /** Takes away what is too low to hear and only costs headroom. */
    void cutBelow(double hertz) {
        double keep = Math.exp(-2 * Math.PI * hertz / RATE);
        for (float[] side : new float[][] {left, right}) {
            double slow = 0;
            for (int i = 0; i < side.length; i++) {
                slow = keep * slow + (1 - keep) * side[i];
                side[i] -= (float) slow;
            }
        }
    }

    /** Scales to a root mean square, then rounds off the few peaks above the ceiling. */
    void level(double rms, double ceiling) {
        double sum = 0;
        for (int i = 0; i < length(); i++) {
            sum += (double) left[i] * left[i] + (double) right[i] * right[i];
        }
        double gain = rms / Math.sqrt(sum / (2.0 * length()));
        for (float[] side : new float[][] {left, right}) {
            for (int i = 0; i < side.length; i++) {
                side[i] = (float) soft(side[i] * gain, ceiling);
            }
        }
    }

    private static double soft(double value, double ceiling) {
        double knee = ceiling * .6;
        double size = Math.abs(value);
        if (size <= knee) {
            return value;
        }
        double over = (size - knee) / (ceiling - knee);
        return Math.signum(value) * (knee + (ceiling - knee) * Math.tanh(over));
    }

    /** Ends must not click. */
    void fade(double inS, double outS) {
        for (int i = 0; i < length(); i++) {
            double in = Light.ease(i / (inS * RATE));
            double out = Light.ease((length() - i) / (outS * RATE));
            left[i] *= (float) (in * out);
            right[i] *= (float) (in * out);
        }
    }

    /** 16-bit little-endian stereo, dithered; the picture's clock counts the same samples. */
    void writePcm(OutputStream target) throws IOException {
        Random chance = new Random(1);
        byte[] bytes = new byte[length() * 4];
        for (int i = 0; i < length(); i++) {
            put(bytes, i * 4, left[i], chance);
            put(bytes, i * 4 + 2, right[i], chance);
        }
        try (DataOutputStream out = new DataOutputStream(target)) {
            out.write(bytes);
        }
    }

    private static void put(byte[] bytes, int at, float value, Random chance) {
        double dither = chance.nextDouble() - chance.nextDouble();
        int sample = Math.clamp(Math.round(value * 32767 + dither), -32768, 32767);
        bytes[at] = (byte) sample;
        bytes[at + 1] = (byte) (sample >> 8);
    }
}

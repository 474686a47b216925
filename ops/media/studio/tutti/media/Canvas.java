package tutti.media;

import java.util.Arrays;

/**
 * A picture in linear light, without an upper bound, so that lights add up as they do in the eye. Made into eight-bit
 * pixels only at the end.
 */
final class Canvas {
    private static final int TONE_STEPS = 1 << 16;
    private static final int TONE_LIGHT_MAX = 12;
    private static final float[] TONES = tones();

    final int width;
    final int height;
    final float[] red;
    final float[] green;
    final float[] blue;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        red = new float[width * height];
        green = new float[width * height];
        blue = new float[width * height];
    }

    void clear() {
        Arrays.fill(red, 0);
        Arrays.fill(green, 0);
        Arrays.fill(blue, 0);
    }

    /** Adds a soft round spot of light. */
    void spot(double x, double y, double radius, Colour colour, double strength) {
        double reach = radius * 2.6;
        int fromX = Math.max(0, (int) Math.ceil(x - reach));
        int toX = Math.min(width - 1, (int) Math.floor(x + reach));
        int fromY = Math.max(0, (int) Math.ceil(y - reach));
        int toY = Math.min(height - 1, (int) Math.floor(y + reach));
        if (fromX > toX || fromY > toY) {
            return;
        }
        double narrow = -0.5 / (radius * radius);
        float[] along = new float[toX - fromX + 1];
        for (int i = 0; i < along.length; i++) {
            along[i] = (float) Math.exp((fromX + i - x) * (fromX + i - x) * narrow);
        }
        for (int py = fromY; py <= toY; py++) {
            float row = (float) (strength * Math.exp((py - y) * (py - y) * narrow));
            int at = py * width + fromX;
            for (int i = 0; i < along.length; i++, at++) {
                float light = row * along[i];
                red[at] += colour.red() * light;
                green[at] += colour.green() * light;
                blue[at] += colour.blue() * light;
            }
        }
    }

    void add(int at, Colour colour, double strength) {
        red[at] += (float) (colour.red() * strength);
        green[at] += (float) (colour.green() * strength);
        blue[at] += (float) (colour.blue() * strength);
    }

    /** Lets the bright parts spill over: the picture is made small, blurred, and laid over itself. */
    void bloom(int shrink, int radius, float strength) {
        spill(red, shrink, radius, strength);
        spill(green, shrink, radius, strength);
        spill(blue, shrink, radius, strength);
    }

    private void spill(float[] plane, int shrink, int radius, float strength) {
        int w = width / shrink;
        int h = height / shrink;
        float[] small = new float[w * h];
        float share = 1f / (shrink * shrink);
        for (int y = 0; y < h * shrink; y++) {
            int row = y / shrink * w;
            for (int x = 0, at = y * width; x < w; x++) {
                float sum = 0;
                for (int i = 0; i < shrink; i++, at++) {
                    sum += plane[at];
                }
                small[row + x] += sum * share;
            }
        }
        float[] other = new float[w * h];
        for (int pass = 0; pass < 3; pass++) {
            blur(small, other, w, h, 1, w, radius);
            blur(other, small, h, w, w, 1, radius);
        }
        enlarge(small, w, h, shrink, .5, plane, width, height, strength);
    }

    /** Adds a coarse plane to the upper rows of a fine one, with straight lines between its points. */
    static void enlarge(
            float[] coarse, int w, int h, int step, double centre, float[] plane, int width, int rows, float strength) {
        float[] row = new float[w + 1];
        for (int y = 0; y < rows; y++) {
            double sy = Math.clamp((y + centre) / step - centre, 0, h - 1.001);
            int upper = (int) sy * w;
            float down = (float) (sy - (int) sy);
            for (int x = 0; x < w; x++) {
                row[x] = strength * (coarse[upper + x] + (coarse[upper + w + x] - coarse[upper + x]) * down);
            }
            row[w] = row[w - 1];
            for (int x = 0, at = y * width; x < width; x++, at++) {
                double sx = Math.clamp((x + centre) / step - centre, 0, w - 1);
                int left = (int) sx;
                plane[at] += row[left] + (row[left + 1] - row[left]) * (float) (sx - left);
            }
        }
    }

    /** A box blur along one direction; three of them are as good as a bell curve. */
    private static void blur(float[] from, float[] to, int along, int lines, int step, int lineStep, int radius) {
        float share = 1f / (2 * radius + 1);
        for (int line = 0; line < lines; line++) {
            int base = line * lineStep;
            float sum = 0;
            for (int i = -radius; i <= radius; i++) {
                sum += from[base + Math.clamp(i, 0, along - 1) * step];
            }
            for (int i = 0; i < along; i++) {
                to[base + i * step] = sum * share;
                sum += from[base + Math.min(along - 1, i + radius + 1) * step];
                sum -= from[base + Math.max(0, i - radius) * step];
            }
        }
    }

    /** The value between four pixels; beyond the edge the edge goes on. */
    static float sample(float[] plane, int width, int height, double x, double y) {
        double cx = Math.clamp(x, 0, width - 1.001);
        double cy = Math.clamp(y, 0, height - 1.001);
        int ix = (int) cx;
        int iy = (int) cy;
        float fx = (float) (cx - ix);
        float fy = (float) (cy - iy);
        int at = iy * width + ix;
        float upper = plane[at] + (plane[at + 1] - plane[at]) * fx;
        float lower = plane[at + width] + (plane[at + width + 1] - plane[at + width]) * fx;
        return upper + (lower - upper) * fy;
    }

    /** Packed RGB, 16 bits a channel, little-endian: fine enough that slow gradients stay smooth until they are coded. */
    byte[] develop(double exposure) {
        byte[] pixels = new byte[width * height * 6];
        for (int i = 0; i < width * height; i++) {
            put(pixels, i * 6, red[i] * exposure);
            put(pixels, i * 6 + 2, green[i] * exposure);
            put(pixels, i * 6 + 4, blue[i] * exposure);
        }
        return pixels;
    }

    private static void put(byte[] pixels, int at, double light) {
        double place = Math.clamp(light, 0, TONE_LIGHT_MAX - .001) * TONE_STEPS / TONE_LIGHT_MAX;
        int step = (int) place;
        int value = (int) Math.round(TONES[step] + (TONES[step + 1] - TONES[step]) * (place - step));
        pixels[at] = (byte) value;
        pixels[at + 1] = (byte) (value >> 8);
    }

    /** From light to what a screen is told: bright light rolls off softly, then the curve of sRGB. */
    private static float[] tones() {
        float[] tones = new float[TONE_STEPS + 1];
        for (int i = 0; i <= TONE_STEPS; i++) {
            double shown = 1 - Math.exp(-i * (double) TONE_LIGHT_MAX / TONE_STEPS);
            double coded = shown <= 0.0031308 ? 12.92 * shown : 1.055 * Math.pow(shown, 1 / 2.4) - 0.055;
            tones[i] = (float) (65535 * coded);
        }
        return tones;
    }
}

package tutti.media;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The film's frames on standard output, as raw RGB of 16 bits a channel: {@code Film WIDTH HEIGHT FPS [FROM_S TO_S]}.
 *
 *   score ──▶ lights ─┐
 *             sky ────┴─▶ upper half ──▶ mirrored in the water ──▶ bloom ──▶ pixels
 */
final class Film {
    private static final int[] COLOURS = {0xffb54d, 0xff5f86, 0x9a78ff, 0x3fe0c8, 0x6fb4ff};
    private static final double HORIZON = .67;

    private final int width;
    private final int height;
    private final double horizon;
    private final Sky sky;
    private final List<Light> lights;

    private Film(int width, int height) {
        this.width = width;
        this.height = height;
        horizon = Math.round(height * HORIZON);
        sky = new Sky(width, height, horizon);
        Score score = new Score();
        lights = IntStream.range(0, Score.VOICES)
                .mapToObj(voice -> new Light(voice, Colour.of(COLOURS[voice]), score.notesOf(voice)))
                .toList();
    }

    public static void main(String[] args) throws IOException {
        Film film = new Film(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        double fps = Double.parseDouble(args[2]);
        double fromS = args.length > 3 ? Double.parseDouble(args[3]) : 0;
        double toS = args.length > 4 ? Double.parseDouble(args[4]) : Score.LENGTH_S;
        int from = (int) Math.round(fromS * fps);
        int to = (int) Math.round(toS * fps);
        int atOnce = 2 * Runtime.getRuntime().availableProcessors();
        OutputStream out = System.out;
        for (int first = from; first < to; first += atOnce) {
            List<byte[]> frames = IntStream.range(first, Math.min(to, first + atOnce))
                    .parallel()
                    .mapToObj(frame -> film.frame(frame / fps))
                    .toList();
            for (byte[] frame : frames) {
                out.write(frame);
            }
        }
        out.flush();
    }

    private byte[] frame(double atS) {
        Canvas canvas = new Canvas(width, height);
        sky.draw(canvas, atS);
        for (Light light : lights) {
            light.draw(canvas, horizon, atS);
        }
        water(canvas, atS);
        canvas.bloom(4, 3, .20f);
        canvas.bloom(8, 7, .14f);
        return canvas.develop(1.55 * fade(atS));
    }

    private static double fade(double atS) {
        return Light.ease(atS / 2.5) * (1 - Light.ease((atS - 116.8) / 3));
    }

    /** The sky again, upside down, stretched and broken by slow waves that are wider the nearer they are. */
    private void water(Canvas canvas, double atS) {
        int top = (int) horizon;
        float[][] planes = {canvas.red, canvas.green, canvas.blue};
        float[] tint = {.72f, .80f, .90f};
        for (int y = top; y < height; y++) {
            double near = (y - top + .5) / (height - top);
            double far = 1 / (near + .06);
            double mirror = .80 - .42 * near;
            for (int x = 0; x < width; x++) {
                double across = (x - width / 2.0) / width;
                double wave = Math.sin(far * 5.5 + atS * .9 + 2.2 * Math.sin(across * far * 3.1 + atS * .21))
                        + .6 * Math.sin(far * 11 - atS * .7 + across * far * 5.7);
                double slope = near * wave;
                double up = top - 1 - (y - top) * 1.55 - slope * 11 - 3 * near;
                double aside = x + slope * 7;
                for (int plane = 0; plane < 3; plane++) {
                    float light = .5f * Canvas.sample(planes[plane], width, top, aside, up)
                            + .25f * Canvas.sample(planes[plane], width, top, aside - 1, up - 4 - 8 * near)
                            + .25f * Canvas.sample(planes[plane], width, top, aside + 1, up + 4 + 8 * near);
                    planes[plane][y * width + x] = (float) (light * mirror * tint[plane]);
                }
            }
        }
    }
}

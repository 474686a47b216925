package tutti.media;

import java.util.Random;

/** What the lights move in: a night with stars and a veil of colour over still water, and the morning after it. */
final class Sky {
    private static final int STARS = 170;
    private static final int GRID = 6;

    private record Hour(double atS, Colour zenith, Colour middle, Colour horizon) {}

    private static final Hour[] HOURS = {
        hour(0, 0x04050b, 0x070b18, 0x0d1729),
        hour(22, 0x060814, 0x0b1228, 0x16243f),
        hour(44, 0x070a1c, 0x11173a, 0x212a54),
        hour(60, 0x06101c, 0x0b2433, 0x17414d),
        hour(76, 0x0c1028, 0x221d48, 0x4a2f5e),
        hour(90, 0x141a3c, 0x43305f, 0x98516a),
        hour(104, 0x24305e, 0x7d5276, 0xe88d6c),
        hour(114, 0x3a4d84, 0xae7c92, 0xffb981),
        hour(120, 0x42588e, 0xb98a98, 0xffc490),
    };

    private final int width;
    private final int height;
    private final double horizon;
    private final double[] hills;
    private final double[] farHills;
    private final double[][] stars = new double[STARS][];

    Sky(int width, int height, double horizon) {
        this.width = width;
        this.height = height;
        this.horizon = horizon;
        Random chance = new Random(7);
        for (int i = 0; i < STARS; i++) {
            double bright = Math.pow(chance.nextDouble(), 4);
            double high = Math.pow(chance.nextDouble(), 1.3);
            stars[i] = new double[] {chance.nextDouble() * width, high * horizon * .93, bright, chance.nextDouble()};
        }
        hills = ridge(chance, .034, 1.1);
        farHills = ridge(chance, .062, .75);
    }

    private static Hour hour(double atS, int zenith, int middle, int horizon) {
        return new Hour(atS, Colour.of(zenith), Colour.of(middle), Colour.of(horizon));
    }

    private double[] ridge(Random chance, double tall, double rough) {
        double[] ridge = new double[width];
        for (int octave = 0; octave < 7; octave++) {
            double waves = rough * Math.pow(1.9, octave);
            double phase = chance.nextDouble() * 6.28;
            double size = tall * Math.pow(.52, octave);
            for (int x = 0; x < width; x++) {
                ridge[x] += size * Math.sin(2 * Math.PI * waves * x / width + phase);
            }
        }
        for (int x = 0; x < width; x++) {
            double aside = Math.abs(x / (double) width - .70) / .5;
            // Low where the sun will come up.
            ridge[x] = horizon * Math.max(0, (ridge[x] + tall * .9) * Light.ease(aside * 1.15));
        }
        return ridge;
    }

    void draw(Canvas canvas, double atS) {
        Hour now = at(atS);
        gradient(canvas, now);
        double night = 1 - Light.ease((atS - 62) / 34);
        if (night > 0) {
            stars(canvas, atS, night);
        }
        veil(canvas, atS);
        sun(canvas, atS);
        hills(canvas, now);
    }

    private static Hour at(double atS) {
        int i = 1;
        while (i < HOURS.length - 1 && HOURS[i].atS < atS) {
            i++;
        }
        Hour from = HOURS[i - 1];
        Hour to = HOURS[i];
        double share = (atS - from.atS) / (to.atS - from.atS);
        return new Hour(
                atS,
                from.zenith.towards(to.zenith, share),
                from.middle.towards(to.middle, share),
                from.horizon.towards(to.horizon, share));
    }

    private void gradient(Canvas canvas, Hour now) {
        for (int y = 0; y < horizon; y++) {
            double down = y / horizon;
            Colour row = down < .6
                    ? now.zenith.towards(now.middle, Light.ease(down / 1.2) + down / 1.2)
                    : now.middle.towards(now.horizon, Math.pow((down - .6) / .4, 1.5));
            for (int x = 0; x < width; x++) {
                double edge = (x / (double) width - .62);
                canvas.add(y * width + x, row, 1 - .45 * edge * edge);
            }
        }
    }

    private void stars(Canvas canvas, double atS, double night) {
        Colour white = Colour.of(0xdfe8ff);
        double risen = Light.ease(atS / 5);
        for (double[] star : stars) {
            double breath = .8 + .2 * Math.sin(atS * (.25 + .3 * star[3]) + star[3] * 40);
            double thin = Light.ease((horizon - star[1]) / (horizon * .4));
            canvas.spot(
                    star[0], star[1], .75 + .35 * star[2], white, (.10 + .75 * star[2]) * breath * night * thin * risen);
        }
    }

    /** Curtains of faint colour, computed coarsely: they have no edges anyway. */
    private void veil(Canvas canvas, double atS) {
        double strength = Light.ease((atS - 20) / 30) * (1 - Light.ease((atS - 80) / 22)) + .12;
        int columns = width / GRID + 2;
        int rows = (int) horizon / GRID + 2;
        float[][] light = new float[3][columns * rows];
        for (int curtain = 0; curtain < 3; curtain++) {
            Colour colour = Colour.of(new int[] {0x1f8f86, 0x5a4bc0, 0x2c6fb0}[curtain]);
            for (int column = 0; column < columns; column++) {
                double u = column * GRID / (double) width;
                double fold = u * (3.1 + curtain) + .35 * Math.sin(u * 5.2 - atS * .06 + curtain * 2) + atS * .021;
                double crest = .50 + .16 * Math.sin(fold * 2.1 + curtain * 1.7) + .05 * Math.sin(fold * 5.3 + atS * .07);
                double bright = .55 + .45 * Math.sin(fold * 3.4 + curtain * 2.2 + atS * .05);
                for (int row = 0; row < rows; row++) {
                    double above = crest - row * GRID / horizon;
                    double shape = above > 0 ? Math.exp(-above / .24) : Math.exp(-above * above / .006);
                    float value = (float) (.15 * strength * bright * bright * shape);
                    light[0][row * columns + column] += colour.red() * value;
                    light[1][row * columns + column] += colour.green() * value;
                    light[2][row * columns + column] += colour.blue() * value;
                }
            }
        }
        float[][] planes = {canvas.red, canvas.green, canvas.blue};
        for (int plane = 0; plane < 3; plane++) {
            Canvas.enlarge(light[plane], columns, rows, GRID, 0, planes[plane], width, (int) horizon, 1);
        }
    }

    private void sun(Canvas canvas, double atS) {
        double dawn = Light.ease((atS - 84) / 30);
        if (dawn <= 0) {
            return;
        }
        double x = .74 * width;
        double y = horizon + (.10 - .19 * Light.ease((atS - 97) / 24)) * height;
        Colour warm = Colour.of(0xff9a5a);
        Colour core = Colour.of(0xfff0d0);
        double radius = .052 * height;
        for (int py = 0; py < horizon; py++) {
            for (int px = 0; px < width; px++) {
                double dx = (px - x) / width;
                double dy = (py - y) / height;
                double glow = .55 * Math.exp(-dx * dx / .09 - dy * dy / .022) + .5 * Math.exp(-dx * dx / .008 - dy * dy / .008);
                canvas.add(py * width + px, warm, dawn * glow);
                double edge = Math.clamp((radius - Math.hypot(px - x, py - y)) / 2 + .5, 0, 1);
                if (edge > 0) {
                    canvas.add(py * width + px, core, 2.4 * edge * dawn);
                }
            }
        }
    }

    private void hills(Canvas canvas, Hour now) {
        range(canvas, farHills, now.horizon.towards(now.middle, .55).times(.62));
        range(canvas, hills, now.middle.towards(now.zenith, .35).times(.40));
    }

    private void range(Canvas canvas, double[] ridge, Colour colour) {
        for (int x = 0; x < width; x++) {
            for (int y = (int) (horizon - ridge[x]) - 1; y < horizon; y++) {
                double cover = Math.clamp(y - (horizon - ridge[x]) + .5, 0, 1) * Math.min(1, ridge[x] / 3);
                // Mist lies over the foot of the hills.
                double mist = .25 + .5 * Math.exp(-(horizon - y) / 9);
                int at = y * width + x;
                double keep = 1 - cover * (1 - mist * .6);
                canvas.red[at] = (float) (canvas.red[at] * keep + colour.red() * (1 - keep));
                canvas.green[at] = (float) (canvas.green[at] * keep + colour.green() * (1 - keep));
                canvas.blue[at] = (float) (canvas.blue[at] * keep + colour.blue() * (1 - keep));
            }
        }
    }
}

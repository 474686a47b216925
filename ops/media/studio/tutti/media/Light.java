package tutti.media;

import java.util.List;

/**
 * A light that writes what its voice sings: its height is the pitch, every tone makes it flare, and what it wrote
 * drifts away to the left like smoke.
 */
final class Light {
    private static final double TABLE_HZ = 50;
    private static final double TRAIL_S = 13;
    private static final double TRAIL_STEP_S = 1 / 40.0;
    private static final double DRIFT = 0.052;
    private static final int FILAMENTS = 9;
    private static final Colour DAY = Colour.of(0xffd39a);
    private static final double RISE_S = 3;

    private final int voice;
    private final Colour colour;
    private final List<Note> notes;
    private final double[] heights;
    private final double bornS;

    Light(int voice, Colour colour, List<Note> notes) {
        this.voice = voice;
        this.colour = colour;
        this.notes = notes;
        bornS = notes.getFirst().startS() - RISE_S;
        heights = smooth(melody());
    }

    /** 0 while the voices wander, 1 when they are one line. */
    static double gathered(double atS) {
        return ease((atS - Score.GATHER_FROM_S) / (Score.GATHERED_S - Score.GATHER_FROM_S));
    }

    static double ease(double share) {
        double s = Math.clamp(share, 0, 1);
        return s * s * s * (s * (6 * s - 15) + 10);
    }

    /** Height above the horizon, 0 on it and 1 at the top of the picture, with a glide into every tone. */
    private double[] melody() {
        double[] table = new double[(int) (Score.LENGTH_S * TABLE_HZ) + 1];
        for (int i = 0; i < table.length; i++) {
            double atS = i / TABLE_HZ;
            double height = 0;
            double sinceS = bornS;
            for (Note note : notes) {
                double glideS = Math.min(1.5, Math.max(.4, .95 * (note.startS() - sinceS)));
                height += (level(note.midi()) - height) * ease((atS - note.startS() + glideS) / glideS);
                sinceS = note.startS();
                if (note.startS() - 2 > atS) {
                    break;
                }
            }
            table[i] = height;
        }
        return table;
    }

    private static double level(double midi) {
        return .07 + .83 * Math.pow(Math.clamp((midi - 45) / 43, 0, 1), 1.2);
    }

    private static double[] smooth(double[] table) {
        double[] result = new double[table.length];
        for (int i = 0; i < table.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int j = -45; j <= 45; j++) {
                double weight = Math.exp(-j * j / 600.0);
                sum += weight * table[Math.clamp(i + j, 0, table.length - 1)];
                weights += weight;
            }
            result[i] = sum / weights;
        }
        return result;
    }

    private double height(double atS) {
        double at = Math.clamp(atS * TABLE_HZ, 0, heights.length - 1.001);
        int i = (int) at;
        double own = heights[i] + (heights[i + 1] - heights[i]) * (at - i);
        // Gathered, all that is left of a melody is a tremor of the line, the same one in every voice.
        double line = .012 + .02 * (own - .45) * (1 - ease((atS - 108) / 8));
        return own + (line - own) * gathered(atS);
    }

    private double across(double atS) {
        double wander = .09 * Math.sin(atS * 2 * Math.PI / (19 + 3.1 * voice) + 1.9 * voice)
                + .045 * Math.sin(atS * 2 * Math.PI / (8.3 - .7 * voice) + 4.1 * voice);
        double own = .68 + .035 * (voice - 2) + wander;
        return own + (.74 - own) * gathered(atS);
    }

    void draw(Canvas canvas, double horizon, double atS) {
        if (atS < bornS) {
            return;
        }
        int points = (int) Math.min(TRAIL_S / TRAIL_STEP_S, (atS - bornS) / TRAIL_STEP_S) + 1;
        double[] x = new double[points];
        double[] y = new double[points];
        double[] glow = new double[points];
        double[] spread = new double[points];
        for (int i = 0; i < points; i++) {
            double ageS = i * TRAIL_STEP_S;
            double writtenS = atS - ageS;
            place(canvas, horizon, writtenS, ageS, i, x, y);
            double together = gathered(writtenS);
            glow[i] = brightness(writtenS, ageS) * (1 - .66 * together);
            spread[i] = (1.5 + 21 * ageS / TRAIL_S) * (1 - .93 * together) * (.65 + .35 * Math.sin(.8 * writtenS + voice));
        }
        for (int filament = 0; filament < FILAMENTS; filament++) {
            stroke(canvas, horizon, filament, atS, x, y, glow, spread);
        }
        head(canvas, x[0], y[0], atS);
    }

    private void place(Canvas canvas, double horizon, double writtenS, double ageS, int i, double[] x, double[] y) {
        double loose = 1 - gathered(writtenS);
        double sway = 15 * (1 - Math.exp(-ageS / 4)) * Math.sin(ageS * .62 + writtenS * .35 + 1.3 * voice);
        x[i] = canvas.width * (across(writtenS) - DRIFT * ageS);
        y[i] = horizon * (1 - height(writtenS)) + sway * loose;
    }

    private double brightness(double writtenS, double ageS) {
        double fadeIn = ease((writtenS - bornS) / 2);
        double fadeOut = Math.exp(-ageS / 5.5) * ease((TRAIL_S - ageS) / 4);
        double sung = .55;
        for (Note note : notes) {
            double behind = writtenS - note.startS();
            if (behind > -.5 && behind < 3) {
                sung += 1.5 * note.force() * (behind < 0 ? Math.exp(-behind * behind / .01) : Math.exp(-behind / .5));
            }
        }
        return fadeIn * fadeOut * sung;
    }

    /** One thread of the ribbon; the threads cross each other as it turns. */
    private void stroke(
            Canvas canvas, double horizon, int filament, double atS, double[] x, double[] y, double[] glow,
            double[] spread) {
        double phase = Math.PI * filament / FILAMENTS * 1.4;
        double weight = filament == FILAMENTS / 2 ? .5 : .17;
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < x.length; i++) {
            int next = Math.min(i + 1, x.length - 1);
            int before = Math.max(0, i - 1);
            double dx = x[before] - x[next];
            double dy = y[before] - y[next];
            double length = Math.max(1e-6, Math.hypot(dx, dy));
            double aside = spread[i] * Math.sin(phase + .55 * (atS - i * TRAIL_STEP_S) + .12 * i * TRAIL_STEP_S);
            double px = x[i] - dy / length * aside;
            double py = y[i] + dx / length * aside;
            if (i > 0) {
                Colour shade = colour.towards(DAY, .6 * gathered(atS - i * TRAIL_STEP_S));
                double soft = .85 + 1.5 * i / (TRAIL_S / TRAIL_STEP_S);
                double way = Math.hypot(px - lastX, py - lastY);
                int spots = Math.max(1, (int) Math.ceil(way / 1.1 / soft));
                for (int s = 0; s < spots; s++) {
                    double part = (s + .5) / spots;
                    double sy = lastY + (py - lastY) * part;
                    if (sy < horizon + 2) {
                        canvas.spot(
                                lastX + (px - lastX) * part, sy, soft, shade, weight * glow[i] * way / spots / soft);
                    }
                }
            }
            lastX = px;
            lastY = py;
        }
    }

    private void head(Canvas canvas, double x, double y, double atS) {
        double flare = .35;
        for (Note note : notes) {
            double since = atS - note.startS();
            if (since > -.1 && since < 4) {
                flare += note.force() * (since < 0 ? 1 + since * 10 : Math.exp(-since / .45));
            }
        }
        double shown = ease((atS - bornS) / 2) * (1 - .75 * gathered(atS));
        Colour hot = colour.towards(new Colour(1, 1, 1), .55);
        canvas.spot(x, y, 2.1, hot, 3.2 * flare * shown);
        canvas.spot(x, y, 7, colour, .55 * flare * shown);
        canvas.spot(x, y, 30, colour, .07 * flare * shown);
    }
}

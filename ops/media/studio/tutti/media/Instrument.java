package tutti.media;

import java.util.Random;

/** Sounds made from sines, strings of numbers and breath. Each answers one tone as mono samples. */
final class Instrument {
    private static final double TURN = 2 * Math.PI / Wave.RATE;

    private Instrument() {}

    private static float[] room(double lengthS) {
        return new float[(int) (lengthS * Wave.RATE)];
    }

    /** A hammer in felt: partials a little sharp, the high ones gone first, and a soft knock. */
    static float[] felt(Note note, Random chance) {
        double ring = 3.6 * Math.pow(.5, (note.midi() - 60) / 24);
        float[] out = room(Math.min(9, note.lengthS() + 1.1 * ring));
        double bright = .35 + .5 * note.force();
        for (int partial = 1; partial <= 8; partial++) {
            double hertz = note.hertz() * partial * Math.sqrt(1 + .0004 * partial * partial);
            if (hertz > 9000) {
                break;
            }
            double size = Math.pow(bright, partial - 1) / Math.pow(partial, .55);
            double decay = ring / Math.pow(partial, .75) / 2.2;
            double phase = chance.nextDouble() * 6.28;
            for (int i = 0; i < out.length; i++) {
                double atS = (double) i / Wave.RATE;
                double beat = 1 + .12 * Math.sin(2 * Math.PI * .7 * atS * partial);
                out[i] += (float) (size * beat * Math.exp(-atS / decay) * Math.sin(TURN * hertz * i + phase));
            }
        }
        double low = 0;
        for (int i = 0; i < Wave.RATE / 25; i++) {
            low += (chance.nextGaussian() - low) * .06;
            out[i] += (float) (low * Math.exp(-i / 500.0));
        }
        return shaped(out, note, .006, .5, .32 * note.force());
    }

    /** A plucked string: noise going round a delay that wears it smooth. */
    static float[] plucked(Note note, Random chance) {
        float[] out = room(Math.min(6, note.lengthS() + 3));
        double period = Wave.RATE / note.hertz() - .5;
        int line = (int) period;
        double part = period - line;
        double[] string = new double[line + 2];
        double low = 0;
        double pick = .12 + .5 * note.force();
        for (int i = 0; i < string.length; i++) {
            low += (chance.nextDouble() * 2 - 1 - low) * pick;
            string[i] = low;
        }
        int n = string.length;
        double keep = Math.pow(.001, 1 / (note.hertz() * 3.4));
        for (int i = 0; i < out.length; i++) {
            double now = at(string, i - line, n) * (1 - part) + at(string, i - line - 1, n) * part;
            double before = at(string, i - line - 1, n) * (1 - part) + at(string, i - line - 2, n) * part;
            double next = keep * (.5 * now + .5 * before);
            string[Math.floorMod(i, n)] = i < n ? string[i] : next;
            out[i] = (float) (i < n ? string[i] : next);
        }
        return shaped(out, note, .002, .5, 1.15 * note.force());
    }

    private static double at(double[] ring, int i, int n) {
        return ring[Math.floorMod(i, n)];
    }

    /** A bow: swells, leans into a slow vibrato, never quite still. */
    static float[] bowed(Note note, Random chance) {
        float[] out = room(note.lengthS() + 1.4);
        double[] phase = new double[12];
        double drift = chance.nextDouble() * 6.28;
        double grain = 0;
        for (int i = 0; i < out.length; i++) {
            double atS = (double) i / Wave.RATE;
            grain += (chance.nextGaussian() - grain) * .002;
            double vibrato = 1 + .0035 * Light.ease(atS / 1.2) * Math.sin(2 * Math.PI * 4.9 * atS + drift) + .01 * grain;
            double swell = .6 + .4 * Math.sin(Math.PI * Math.min(1, atS / (note.lengthS() + .4)));
            double value = 0;
            for (int p = 0; p < phase.length; p++) {
                phase[p] += TURN * note.hertz() * (p + 1) * vibrato;
                value += Math.sin(phase[p]) / Math.pow(p + 1, 1.25 + .5 * (1 - swell));
            }
            out[i] = (float) (value * swell * (1 + 2 * grain));
        }
        return shaped(out, note, .32, 1.1, .25 * note.force());
    }

    /** A wooden flute, with as much air as tone. */
    static float[] flute(Note note, Random chance) {
        float[] out = room(note.lengthS() + .7);
        double phase = 0;
        double band = 0;
        double low = 0;
        double tune = 2 * Math.sin(Math.PI * Math.min(.2, note.hertz() * 2 / Wave.RATE));
        for (int i = 0; i < out.length; i++) {
            double atS = (double) i / Wave.RATE;
            double lean = Light.ease((atS - .25) / .9);
            phase += TURN * note.hertz() * (1 + .004 * lean * Math.sin(2 * Math.PI * 5.2 * atS) - .012 * Math.exp(-atS / .05));
            double noise = chance.nextGaussian();
            low += tune * band;
            band += tune * (noise - low - .25 * band);
            double air = band * (.05 + .10 * Math.exp(-atS / .07));
            double tone = Math.sin(phase) + .28 * Math.sin(2 * phase + .4) + .10 * Math.sin(3 * phase);
            out[i] = (float) (tone * (1 + .08 * lean * Math.sin(2 * Math.PI * 5.2 * atS + .6)) + air);
        }
        return shaped(out, note, .09, .5, .24 * note.force());
    }

    /** Glass that is touched: few partials, none in tune with the first. */
    static float[] glass(Note note, Random chance) {
        float[] out = room(4.5);
        double[] ratio = {1, 2.756, 5.404, 1.003};
        double[] size = {1, .32 * note.force(), .12 * note.force(), .5};
        double[] decay = {1.5, .6, .25, 1.9};
        for (int p = 0; p < ratio.length; p++) {
            double turn = TURN * note.hertz() * ratio[p];
            double phase = chance.nextDouble() * 6.28;
            for (int i = 0; i < out.length; i++) {
                out[i] += (float) (size[p] * Math.exp(-i / (decay[p] * Wave.RATE)) * Math.sin(turn * i + phase));
            }
        }
        return shaped(out, note, .004, 2, .22 * note.force());
    }

    /** A choir of detuned sines under everything. */
    static float[] pad(double hertz, double lengthS, double swellS, Random chance) {
        float[] out = room(lengthS + swellS);
        for (int singer = 0; singer < 5; singer++) {
            double own = hertz * Math.pow(2, (chance.nextDouble() - .5) * 14 / 1200);
            double phase = chance.nextDouble() * 6.28;
            double slow = .08 + .2 * chance.nextDouble();
            double turn = chance.nextDouble() * 6.28;
            for (int i = 0; i < out.length; i++) {
                double atS = (double) i / Wave.RATE;
                double loud = .6 + .4 * Math.sin(2 * Math.PI * slow * atS + turn);
                double angle = TURN * own * i + phase;
                out[i] += (float) (loud * (Math.sin(angle) + .3 * Math.sin(2 * angle) + .12 * Math.sin(3 * angle)));
            }
        }
        for (int i = 0; i < out.length; i++) {
            double atS = (double) i / Wave.RATE;
            out[i] *= (float) (.05 * Light.ease(atS / swellS) * Light.ease((lengthS + swellS - atS) / swellS));
        }
        return out;
    }

    /**
     * Wind: noise through a band that wanders by chance, so that no second of it is like another. It is also what lets a
     * test find out from any half second of sound where in the film it is.
     */
    static float[] wind(double lengthS, double low, double high, Random chance) {
        float[] out = room(lengthS);
        double lowState = 0;
        double band = 0;
        double aim = .5;
        double place = .5;
        double force = .5;
        for (int i = 0; i < out.length; i++) {
            if (i % (Wave.RATE / 2) == 0 && chance.nextDouble() < .45) {
                aim = chance.nextDouble();
            }
            place += (aim - place) * .000018;
            force += ((.35 + .65 * aim) - force) * .00003;
            double tune = 2 * Math.sin(Math.PI * low * Math.pow(high / low, place) / Wave.RATE);
            lowState += tune * band;
            band += tune * (chance.nextGaussian() - lowState - .9 * band);
            out[i] = (float) (band * force * .5);
        }
        return out;
    }

    private static float[] shaped(float[] sound, Note note, double attackS, double releaseS, double gain) {
        double end = sound.length / (double) Wave.RATE;
        double release = Math.min(releaseS, end / 2);
        for (int i = 0; i < sound.length; i++) {
            double atS = (double) i / Wave.RATE;
            sound[i] *= (float) (gain * Light.ease(atS / attackS) * Light.ease((end - atS) / release));
        }
        return sound;
    }
}

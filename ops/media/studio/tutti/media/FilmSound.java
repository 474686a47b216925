package tutti.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Random;

/** Plays the film's score: {@code FilmSound FILE}, raw 16-bit stereo at 48 kHz. */
final class FilmSound {
    private static final double[] PLACES = {-.12, .38, -.4, .2, -.3};

    private FilmSound() {}

    public static void main(String[] args) throws IOException {
        Random chance = new Random(3);
        Wave dry = new Wave(Score.LENGTH_S);
        for (Note note : new Score().notes()) {
            double human = (chance.nextDouble() - .5) * .02;
            dry.mix(sound(note, chance), note.startS() + human, gain(note.voice()), PLACES[note.voice()]);
        }
        Wave under = new Wave(Score.LENGTH_S);
        harmony(under, chance);
        weather(under, chance);
        Wave all = new Wave(Score.LENGTH_S);
        all.mix(dry, 1);
        all.mix(under, 1);
        Wave toRoom = new Wave(Score.LENGTH_S);
        toRoom.mix(dry, .5);
        toRoom.mix(under, .18);
        all.mix(toRoom.echoes(4.2, .42, .021), .62);
        all.cutBelow(32);
        all.fade(.4, 2.6);
        all.level(.088, .72);
        all.writePcm(new FileOutputStream(args[0]));
    }

    private static float[] sound(Note note, Random chance) {
        return switch (note.voice()) {
            case Score.GOLD -> Instrument.felt(note, chance);
            case Score.ROSE -> Instrument.plucked(note, chance);
            case Score.VIOLET -> Instrument.bowed(note, chance);
            case Score.TEAL -> Instrument.flute(note, chance);
            default -> Instrument.glass(note, chance);
        };
    }

    private static double gain(int voice) {
        return new double[] {1, .62, .5, .42, .55}[voice];
    }

    private static void harmony(Wave under, Random chance) {
        for (int bar = 0; bar * Score.BAR_S < Score.LENGTH_S; bar++) {
            double atS = bar * Score.BAR_S;
            double loud = .35 + .65 * Light.ease(atS / 30) + .5 * Light.ease((atS - 86) / 18);
            int[] chord = Score.chord(bar);
            for (int i = 0; i < chord.length; i++) {
                double hertz = 440 * Math.pow(2, (chord[i] - 69) / 12.0);
                double place = i == 0 ? 0 : (i % 2 == 0 ? .6 : -.6);
                float[] tone = Instrument.pad(hertz, Score.BAR_S, 1.6, chance);
                under.mix(tone, Math.max(0, atS - .8), loud * (i == 0 ? .7 : .5), place);
            }
        }
    }

    private static void weather(Wave under, Random chance) {
        under.mix(Instrument.wind(Score.LENGTH_S, 260, 1500, chance), 0, .15, -.7);
        under.mix(Instrument.wind(Score.LENGTH_S, 300, 1800, chance), 0, .15, .7);
        under.mix(Instrument.wind(Score.LENGTH_S, 1500, 5200, chance), 0, .06, 0);
    }
}

package tutti.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * The example track, "Lanterns": 48 bars at 96 beats a minute, which is 120 s to the sample, and it runs into its own
 * beginning. {@code Track FILE} writes raw 16-bit stereo at 48 kHz.
 */
final class Track {
    private static final double BEAT_S = .625;
    private static final double BAR_S = 4 * BEAT_S;
    private static final int BARS = 48;
    private static final double TAIL_S = 10;

    private static final String[] HOME = {
        "F2 A3 C4 E4 G4", "A2 G3 C4 E4", "D2 A3 C4 F4", "Bb2 A3 D4 F4",
        "G2 Bb3 D4 F4", "C2 Bb3 D4 G4", "A2 F3 C4 E4", "Bb2 F3 C4 D4",
    };
    private static final String[] AWAY = {
        "D2 A3 D4 F4", "C2 A3 D4 F4", "Bb2 A3 D4 F4", "A2 G3 C4 E4",
        "G2 Bb3 D4 F4", "F2 A3 C4 G4", "Eb2 G3 Bb3 D4", "C2 G3 Bb3 F4",
    };
    private static final String[] STILL = {
        "Bb2 F3 A3 D4", "C3 G3 Bb3 E4", "A2 G3 C4 E4", "D3 F3 A3 E4",
        "Bb2 F3 A3 D4", "G2 F3 A3 Bb3", "C2 G3 D4 F4", "C2 G3 Bb3 E4",
    };

    private static final String TUNE = "C5 1.5 A4 .5 F5 1 E5 1 | E5 1.5 C5 .5 G4 2 | F4 .5 A4 .5 C5 1 D5 1.5 C5 .5 "
            + "| D5 1 F5 1 A4 2 | Bb4 1.5 D5 .5 F5 1 G5 1 | G5 1 F5 .5 D5 .5 C5 2 | A4 1 C5 1 F5 1.5 E5 .5 "
            + "| D5 1 C5 .5 D5 .5 E5 1 - 1";
    private static final String TUNE_TURNED = "C5 .5 F5 1 A4 .5 C5 1 E5 1 | G5 1.5 E5 .5 C5 2 | D5 .5 F5 .5 A5 1 G5 .5 F5 1.5 "
            + "| D5 1 C5 .5 D5 .5 F5 2 | G5 1 F5 .5 D5 .5 Bb4 1 D5 1 | C5 1 D5 .5 F5 .5 G5 2 | A5 1 G5 .5 F5 .5 C5 1 E5 1 "
            + "| F5 1 D5 .5 C5 .5 G4 1 - 1";
    private static final String SONG = "A5 2 G5 1 F5 1 | E5 1.5 F5 .5 D5 2 | F5 2 E5 1 D5 1 | C5 1.5 D5 .5 E5 2 "
            + "| D5 1 F5 1 Bb5 1.5 A5 .5 | G5 1 F5 1 D5 2 | G5 1.5 F5 .5 Eb5 1 D5 1 | C5 2 - 2";
    private static final String ANSWER = "- 2 C5 1 A4 1 | G4 3 - 1 | - 1 F5 1 E5 1 D5 1 | F5 3 - 1 "
            + "| - 2 D5 1 Bb4 1 | C5 3 - 1 | - 1 A5 1 G5 1 E5 1 | F5 2 E5 1 D5 1";
    private static final String SPARKS = "- 3 F6, .5 C6, .5 | - 4 | - 2.5 E6, .5 C6, 1 | - 4 "
            + "| - 3 D6, .5 F6, .5 | - 4 | - 2.5 A5, .5 C6, 1 | - 4";

    private final Random chance = new Random(96);
    private final Wave dry = new Wave(BARS * BAR_S + TAIL_S);
    private final Wave close = new Wave(BARS * BAR_S + TAIL_S);

    private Track() {}

    public static void main(String[] args) throws IOException {
        Track track = new Track();
        track.compose();
        Wave loop = track.dry.loop(0, BARS * BAR_S);
        // The room is heard from the second time round: so the end rings on in the beginning.
        Wave room = loop.repeated(2).echoes(2.3, .38, .014);
        Wave all = new Wave(BARS * BAR_S);
        all.mix(loop, 1);
        all.mix(room.loop(BARS * BAR_S, 2 * BARS * BAR_S), .2);
        all.mix(track.close.loop(0, BARS * BAR_S), 1);
        all.cutBelow(30);
        all.level(.112, .82);
        all.writePcm(new FileOutputStream(args[0]));
    }

    private void compose() {
        section(0, HOME, .55, false, false);
        section(8, HOME, .6, true, true);
        section(16, AWAY, .6, true, true);
        section(24, HOME, .7, true, true);
        section(32, STILL, .9, false, false);
        section(40, HOME, .75, true, true);

        felt(0, .62, TUNE);
        felt(8, .7, TUNE_TURNED);
        flute(16, .62, SONG);
        felt(24, .72, TUNE);
        flute(24, .48, ANSWER);
        glass(32, .5, SPARKS);
        felt(36, .5, "D5 2 F5 2 | Bb4 1 D5 1 A5 2 | G5 2 F5 1 D5 1 | E5 3 - 1");
        felt(40, .74, TUNE_TURNED);
        flute(40, .5, ANSWER);
        glass(40, .55, SPARKS);
        shaker(4, 8, .5);
        shaker(8, 32, 1);
        shaker(36, 40, .6);
        shaker(40, 47, 1);
    }

    private void section(int firstBar, String[] chords, double padLoud, boolean bass, boolean drums) {
        for (int bar = 0; bar < chords.length; bar++) {
            String[] tones = chords[bar].split(" ");
            double atS = (firstBar + bar) * BAR_S;
            for (int i = 1; i < tones.length; i++) {
                double hertz = new Note(0, 0, 0, Note.midi(tones[i]), 1).hertz();
                float[] tone = Instrument.pad(hertz, BAR_S, .7, chance);
                dry.mix(tone, atS, padLoud * .55, i % 2 == 0 ? .65 : -.65);
            }
            strings(atS, tones, bar);
            if (bass) {
                bass(atS, Note.midi(tones[0]), bar);
            } else {
                Note low = new Note(0, atS, BAR_S, Note.midi(tones[0]) + 12, .45);
                dry.mix(Instrument.felt(low, chance), atS, .7, -.05);
            }
            if (drums) {
                drums(atS, firstBar + bar == 47, bar);
            }
        }
    }

    /** Broken chords on the plucked strings, never quite the same twice. */
    private void strings(double barS, String[] tones, int bar) {
        int[] up = {1, 2, 3, 2, 1, 3, 2, 3};
        for (int eighth = 0; eighth < 8; eighth++) {
            if (chance.nextDouble() < .28) {
                continue;
            }
            int which = Math.min(up[(eighth + bar % 2) % 8], tones.length - 1);
            double midi = Note.midi(tones[which]) + (chance.nextDouble() < .15 ? 12 : 0);
            double force = (eighth % 4 == 0 ? .5 : .36) + .1 * chance.nextDouble();
            play(Instrument.plucked(new Note(0, 0, .5, midi, force), chance), barS + swung(eighth), .5, .35);
        }
    }

    private void bass(double barS, int low, int bar) {
        double[] beats = bar % 2 == 0 ? new double[] {0, 1.5, 3} : new double[] {0, 2.5, 3.5};
        int[] steps = bar % 2 == 0 ? new int[] {0, 0, 7} : new int[] {0, 7, 12};
        for (int i = 0; i < beats.length; i++) {
            Note note = new Note(0, 0, BEAT_S * 1.3, low + steps[i], .6);
            float[] tone = Instrument.felt(new Note(0, 0, .4, note.midi() + 12, .25), chance);
            close.mix(tone, barS + beats[i] * BEAT_S, .35, 0);
            close.mix(sub(note), barS + beats[i] * BEAT_S, i == 0 ? .30 : .24, 0);
        }
    }

    private static float[] sub(Note note) {
        float[] out = new float[(int) ((note.lengthS() + .15) * Wave.RATE)];
        double hertz = note.hertz() < 55 ? note.hertz() * 2 : note.hertz();
        for (int i = 0; i < out.length; i++) {
            double atS = (double) i / Wave.RATE;
            double shape = Light.ease(atS / .012) * Math.exp(-atS / .8) * Light.ease((note.lengthS() + .15 - atS) / .12);
            double angle = 2 * Math.PI * hertz * atS;
            out[i] = (float) (shape * (Math.sin(angle) + .22 * Math.sin(2 * angle) + .06 * Math.sin(3 * angle)));
        }
        return out;
    }

    private void drums(double barS, boolean last, int bar) {
        double[] kicks = bar % 4 == 3 ? new double[] {0, 1.5, 2.5} : new double[] {0, 2.5};
        for (double beat : kicks) {
            if (!last || beat == 0) {
                close.mix(kick(), barS + beat * BEAT_S, .34, 0);
            }
        }
        for (double beat : last ? new double[] {1} : new double[] {1, 3}) {
            dry.mix(brush(.16), barS + beat * BEAT_S + .008, .16, .1);
        }
    }

    private static float[] kick() {
        float[] out = new float[Wave.RATE / 3];
        double angle = 0;
        for (int i = 0; i < out.length; i++) {
            double atS = (double) i / Wave.RATE;
            angle += 2 * Math.PI * (48 + 62 * Math.exp(-atS / .028)) / Wave.RATE;
            out[i] = (float) (Math.sin(angle) * Math.exp(-atS / .11) * Light.ease(atS / .003));
        }
        return out;
    }

    private float[] brush(double lengthS) {
        float[] out = new float[(int) (lengthS * 1.6 * Wave.RATE)];
        double low = 0;
        double lower = 0;
        for (int i = 0; i < out.length; i++) {
            double atS = (double) i / Wave.RATE;
            low += (chance.nextGaussian() - low) * .42;
            lower += (low - lower) * .09;
            out[i] = (float) ((low - lower) * Light.ease(atS / .006) * Math.exp(-atS / (lengthS * .32)));
        }
        return out;
    }

    private void shaker(int fromBar, int toBar, double loud) {
        for (int bar = fromBar; bar < toBar; bar++) {
            for (int eighth = 0; eighth < 8; eighth++) {
                double accent = (eighth % 2 == 1 ? 1 : .55) * (.8 + .4 * chance.nextDouble());
                dry.mix(brush(.045), bar * BAR_S + swung(eighth), .075 * accent * loud, -.45);
            }
        }
    }

    /** Off-beats come a little late. */
    private static double swung(int eighth) {
        return (eighth + (eighth % 2 == 1 ? .14 : 0)) * BEAT_S / 2;
    }

    private void felt(int bar, double force, String text) {
        for (Note note : line(bar, force, text)) {
            play(Instrument.felt(note, chance), note.startS(), .95, -.1);
        }
    }

    private void flute(int bar, double force, String text) {
        for (Note note : line(bar, force, text)) {
            play(Instrument.flute(note, chance), note.startS(), .62, .25);
        }
    }

    private void glass(int bar, double force, String text) {
        for (Note note : line(bar, force, text)) {
            play(Instrument.glass(note, chance), note.startS(), .5, .45);
        }
    }

    private static List<Note> line(int bar, double force, String text) {
        return Note.line(0, bar * BAR_S, BEAT_S, force, text);
    }

    private void play(float[] sound, double atS, double gain, double place) {
        double human = .004 + (chance.nextDouble() - .5) * .012;
        dry.mix(sound, atS + Math.max(0, human), gain, place);
    }
}

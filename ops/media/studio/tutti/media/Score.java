package tutti.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The film's music: five voices that find each other. Thirty bars of four seconds, so that a bar is a segment of the
 * stream. Sound and picture both read this one score.
 */
final class Score {
    static final double LENGTH_S = 120;
    static final double BAR_S = 4;

    static final int GOLD = 0;
    static final int ROSE = 1;
    static final int VIOLET = 2;
    static final int TEAL = 3;
    static final int ICE = 4;
    static final int VOICES = 5;

    /** When the voices begin to gather, and when they have become one line. */
    static final double GATHER_FROM_S = 89;

    static final double GATHERED_S = 101;

    /** One chord a bar, lowest tone first. */
    private static final String[] CHORDS = {
        "D2 A3 D4 E4", "D2 A3 D4 E4", "B2 F#3 A3 D4", "G2 D4 F#4 A4", "A2 E4 G4 B4",
        "D2 F#3 A3 E4", "B2 F#3 D4 A4", "G2 D4 F#4 B4", "E2 G3 D4 F#4", "A2 E3 D4 E4", "A2 E4 G4 C#5",
        "B2 F#3 D4 C#5", "F#2 A3 C#4 E4", "G2 B3 D4 F#4", "Bb2 F3 D4 A4", "G2 Bb3 D4 E4", "A2 D4 E4 G4",
        "E2 G3 B3 D4", "A2 G3 D4 E4", "F#2 A3 E4 C#5", "B2 F#3 A3 D4", "G2 D4 A4 B4", "A2 E4 D4 G4",
        "D2 A3 F#4 D5", "G2 D4 G4 B4", "A2 E4 A4 C#5", "B2 F#4 A4 D5", "G2 D4 B4 A4",
        "D2 A3 F#4 D5", "D2 A3 E4 D5",
    };

    /** The call that one voice sings alone in the night, and all together at the end. */
    private static final String CALL = "A4 1 D5 1 E5 1 F#5 3";

    private static final String[] REGISTERS = {"A4 A5", "D4 D5", "B2 F#3", "F#4 A5", "D5 D6"};

    private final List<Note> notes = new ArrayList<>();
    private final Random chance = new Random(20260521);

    Score() {
        night();
        company();
        apart();
        listening();
        oneLine();
        notes.sort(Comparator.comparingDouble(Note::startS));
    }

    List<Note> notes() {
        return notes;
    }

    List<Note> notesOf(int voice) {
        return notes.stream().filter(note -> note.voice() == voice).toList();
    }

    /** The tones under the picture at this bar. */
    static int[] chord(int bar) {
        String[] names = CHORDS[Math.floorMod(bar, CHORDS.length)].split(" ");
        int[] tones = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            tones[i] = Note.midi(names[i]);
        }
        return tones;
    }

    private void sing(int voice, double startS, double force, String text) {
        notes.addAll(Note.line(voice, startS, 1, force, text));
    }

    private void night() {
        sing(GOLD, 3, .62, CALL + " - 1 E5 1 D5 1 B4 3 - 1 A4, 1 B4 1 D5 1 A4, 2");
    }

    private void company() {
        sing(ROSE, 20, .6, "D4 1 F#4 1 A4 1 B4 2 - 1 A4 .5 F#4 .5 E4 2 - 1");
        sing(GOLD, 23, .55, "F#5 1 E5 1 D5 2 - 2 A4 1 D5 1 E5 1 A5' 3");
        sing(VIOLET, 24, .6, "B2 4 D3 3 G2 1 E3 4 - 1 A2 3 E3 4");
        sing(TEAL, 30, .55, "D5 1.5 F#5 .5 G5 2 F#5 1 E5 1 D5 2 - 1 B4 1 E5 3");
        sing(ICE, 36, .5, "A5 .5 D6 .5 E6, 1 - 1.5 B5 .5 D6 1 - 2 A5 .5 E6 1");
        weave(ROSE, 30, 44, new double[] {1, .5, .5, 1, 1.5}, .5);
        weave(GOLD, 36, 44, new double[] {1.5, 1, 2}, .45);
    }

    private void apart() {
        weave(GOLD, 45, 66, new double[] {1.5, .5, 2, 2.5}, .5);
        weave(ROSE, 44.5, 67, new double[] {.5, .5, .75, 1.75, .5}, .52);
        weave(VIOLET, 44, 68, new double[] {3, 2.5, 2}, .62);
        weave(TEAL, 46, 66, new double[] {2, 1.25, .75, 2.5}, .5);
        weave(ICE, 47, 65, new double[] {.5, .5, 3.25, 1, 2}, .45);
    }

    /** The call again, each voice a little after the other. */
    private void listening() {
        sing(GOLD, 68, .6, "B4 1 D5 1 E5 1 G5 3 - 1");
        sing(TEAL, 70, .55, "G4 1 B4 1 D5 1 E5 3 - 1");
        sing(ROSE, 72, .58, "A3 1 D4 1 E4 1 G4 3 - 1");
        sing(ICE, 74, .48, "A5 1 C#6 1 D6 1 E6 3");
        sing(VIOLET, 68, .6, "E3 4 A2 4 F#2 4 B2 4 G2 4 A2 3");
        sing(GOLD, 76, .6, "A4 1 C#5 1 E5 1 F#5 3 - 1 D5 1 G5 1 F#5 1 E5 1 D5 1");
        sing(TEAL, 78, .52, "C#5 1 E5 1 A5 1 F#5 3 - 1 B4 1 D5 1 E5 2");
        sing(ROSE, 80, .55, "D4 1 F#4 1 A4 1 B4 3 G4 1 A4 1 B4 1 D5 1");
        sing(ICE, 82, .46, "D6 1 F#5 1 A5 1 B5 3 - 1 D6 2");
    }

    /** All voices, one line, each in its own octave. */
    private void oneLine() {
        String song = "A4 1 D5 1 E5 1 | F#5' 2 E5 1 F#5 1 | G5' 2 F#5 1 D5 1 | E5 3 C#5 1 | D5' 2 A4 1 B4 1 "
                + "| D5 1 E5 1 G5 1 E5 1 | F#5' 3 A4 1 | D5' 6";
        int[] octave = {0, -12, -24, 0, 12};
        double[] force = {.72, .62, .6, .5, .42};
        for (int voice = 0; voice < VOICES; voice++) {
            for (Note note : Note.line(voice, 89, 1, force[voice], song)) {
                notes.add(new Note(voice, note.startS(), note.lengthS(), note.midi() + octave[voice], note.force()));
            }
        }
    }

    /** A voice that goes its own way: near tones of the bar's chord, in its own rhythm. */
    private void weave(int voice, double fromS, double toS, double[] rhythm, double force) {
        String[] bounds = REGISTERS[voice].split(" ");
        int low = Note.midi(bounds[0]);
        int high = Note.midi(bounds[1]);
        double last = (low + high) / 2.0;
        int beat = 0;
        for (double atS = fromS; atS < toS; beat++) {
            double lengthS = rhythm[beat % rhythm.length];
            if (chance.nextDouble() < .86) {
                last = near(last, low, high, chord((int) (atS / BAR_S)));
                double loud = force * (.8 + .35 * chance.nextDouble());
                notes.add(new Note(voice, atS, Math.min(lengthS * 1.1, toS - atS + .5), last, loud));
            }
            atS += lengthS;
        }
    }

    private double near(double last, int low, int high, int[] chord) {
        List<Integer> tones = new ArrayList<>();
        for (int tone = low; tone <= high; tone++) {
            for (int member : chord) {
                if (Math.floorMod(tone - member, 12) == 0 && tone != last && Math.abs(tone - last) <= 9) {
                    tones.add(tone);
                    break;
                }
            }
        }
        return tones.isEmpty() ? last : tones.get(chance.nextInt(tones.size()));
    }
}

package tutti.media;

import java.util.ArrayList;
import java.util.List;

/** One tone of one voice. {@code force} is 0…1. */
record Note(int voice, double startS, double lengthS, double midi, double force) {

    double hertz() {
        return 440 * Math.pow(2, (midi - 69) / 12);
    }

    Note by(double seconds) {
        return new Note(voice, startS + seconds, lengthS, midi, force);
    }

    /**
     * Reads a line of music such as {@code "A4 1 D5 .5 - 2"}: a pitch (or - for a rest), then its length in beats.
     * A pitch with ' behind it is played louder, with , softer.
     */
    static List<Note> line(int voice, double startS, double beatS, double force, String text) {
        String[] words = text.trim().split("[\\s|]+");
        List<Note> notes = new ArrayList<>();
        double atS = startS;
        for (int i = 0; i < words.length; i += 2) {
            double lengthS = Double.parseDouble(words[i + 1]) * beatS;
            if (!words[i].equals("-")) {
                double accent = words[i].endsWith("'") ? 1.25 : words[i].endsWith(",") ? 0.7 : 1;
                notes.add(new Note(voice, atS, lengthS, midi(words[i]), Math.min(1, force * accent)));
            }
            atS += lengthS;
        }
        return notes;
    }

    /** The number of a pitch by name: C4 is 60, and F#3 and Bb5 are understood. */
    static int midi(String name) {
        int step =
                switch (name.charAt(0)) {
                    case 'C' -> 0;
                    case 'D' -> 2;
                    case 'E' -> 4;
                    case 'F' -> 5;
                    case 'G' -> 7;
                    case 'A' -> 9;
                    case 'B' -> 11;
                    default -> throw new IllegalArgumentException("not a pitch: " + name);
                };
        int at = 1;
        if (name.charAt(at) == '#') {
            step++;
            at++;
        } else if (name.charAt(at) == 'b') {
            step--;
            at++;
        }
        return 12 * (name.charAt(at) - '0' + 1) + step;
    }
}

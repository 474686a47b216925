package tutti.engine.audio.opus;

/** Follows the numbers of packets, and tells a hole from a packet that comes too late. */
final class Sequence {
    /** 5 s. What stands further back is no latecomer: the numbers are others now. */
    private static final int LATE_MAX = 250;

    private final int missingMax;
    private boolean begun;
    private long next;

    sealed interface Step {
        /** The one to come, after so many that did not. */
        record Next(long missing) implements Step {}

        enum Odd implements Step {
            LATE,
            /** The first, or too far from the last for anything between to be made up. */
            ANEW
        }
    }

    Sequence(int missingMax) {
        this.missingMax = missingMax;
    }

    Step step(long seq) {
        long missing = seq - next;
        if (begun && missing < 0 && missing >= -LATE_MAX) {
            return Step.Odd.LATE;
        }
        Step step = begun && missing >= 0 && missing <= missingMax ? new Step.Next(missing) : Step.Odd.ANEW;
        begun = true;
        next = seq + 1;
        return step;
    }

    void forget() {
        begun = false;
    }
}

package tutti.engine.audio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How often a figure was how large, in steps of equal width; whatever is larger is in the last. It adds up across nodes. */
record Spread(int stepMs, List<Integer> counts) {
    private static final int STEPS = 75;

    /** Two or three came to hear it together: none of them is left behind. */
    private static final int ALL_COUNT_BELOW = 4;

    Spread {
        counts = List.copyOf(counts);
    }

    static Spread of(int stepMs, Iterable<Double> figuresMs) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(STEPS, 0));
        for (double ms : figuresMs) {
            int step = (int) Math.clamp(Math.floor(ms / stepMs), 0, STEPS - 1);
            counts.set(step, counts.get(step) + 1);
        }
        return new Spread(stepMs, counts);
    }

    static Spread none(int stepMs) {
        return of(stepMs, List.of());
    }

    Spread plus(Spread other) {
        List<Integer> sum = new ArrayList<>(STEPS);
        for (int step = 0; step < Math.min(counts.size(), other.counts.size()); step++) {
            sum.add(counts.get(step) + other.counts.get(step));
        }
        return new Spread(stepMs, sum);
    }

    boolean isEmpty() {
        return total() == 0;
    }

    /** At least as large as what 95 of 100 have; 0 for nobody. Of fewer than 20 it is the largest. */
    int p95Ms() {
        return atLeastMs((long) Math.ceil(total() * 0.95));
    }

    /** The same, but from four on never what only one has: whoever is worst off, or lies, is one of a few as well. */
    int usualMs() {
        long total = total();
        long usual = (long) Math.ceil(total * 0.95);
        return atLeastMs(total < ALL_COUNT_BELOW ? total : Math.min(usual, total - 1));
    }

    private int atLeastMs(long wanted) {
        long seen = 0;
        for (int step = 0; step < counts.size(); step++) {
            seen += counts.get(step);
            if (seen >= wanted && seen > 0) {
                return (step + 1) * stepMs;
            }
        }
        return 0;
    }

    private long total() {
        return counts.stream().mapToLong(Integer::longValue).sum();
    }
}

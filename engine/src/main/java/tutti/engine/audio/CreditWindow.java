package tutti.engine.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What goes to one node: only so much is on its way at a time. What cannot go waits, and the oldest of it is given up. */
final class CreditWindow<T> {
    /** The buffer of `stable` in all three tiers, at half; some 150 KB. */
    static final int ON_THE_WAY_MAX = 400;

    /** A second of one tier. What waits longer has no use at the other end. */
    static final int WAITING_MAX = 50;

    private final Deque<T> waiting = new ArrayDeque<>();
    private long sent;
    private long taken;
    private long givenUp;

    void offer(T piece) {
        if (waiting.size() == WAITING_MAX) {
            waiting.removeFirst();
            givenUp++;
        }
        waiting.addLast(piece);
    }

    /** The next that may go, or null. It is number {@link #sent} then. */
    @Nullable
    T next() {
        if (waiting.isEmpty() || sent - taken >= ON_THE_WAY_MAX) {
            return null;
        }
        sent++;
        return waiting.removeFirst();
    }

    /** The other end has number `index`, or knows that it will not come. */
    void taken(long index) {
        taken = Math.clamp(index, taken, sent);
    }

    long sent() {
        return sent;
    }

    long givenUp() {
        return givenUp;
    }
}

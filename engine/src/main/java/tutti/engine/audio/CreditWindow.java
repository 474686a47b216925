package tutti.engine.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes to one node: only so much is on its way at a time. What cannot go waits, and the oldest of it is given up. What is
 * replayed waits apart and goes first: with `stable` it is more than may be on its way, and all of it is still to be heard.
 */
final class CreditWindow<T> {
    /** The buffer of `stable` in all three tiers, at half; some 150 KB. */
    static final int ON_THE_WAY_MAX = 400;

    /** A second of one tier. What waits longer has no use at the other end. */
    static final int WAITING_MAX = 50;

    /** The buffer of `stable` in all three tiers, and a little for clocks that differ. */
    static final int REPLAYED_MAX = 900;

    private final Deque<T> replayed = new ArrayDeque<>();
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

    /** It may hold what waits as well: the other end passes over what it has. */
    void replay(List<T> pieces) {
        for (T piece : pieces) {
            if (replayed.size() == REPLAYED_MAX) {
                replayed.removeFirst();
                givenUp++;
            }
            replayed.addLast(piece);
        }
    }

    /** It is asked for again, from its beginning. */
    void forgetReplay() {
        replayed.clear();
    }

    /** The next that may go, or null. It is number {@link #sent} then. */
    @Nullable
    T next() {
        if (sent - taken >= ON_THE_WAY_MAX) {
            return null;
        }
        T next = replayed.isEmpty() ? waiting.pollFirst() : replayed.removeFirst();
        sent += next == null ? 0 : 1;
        return next;
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

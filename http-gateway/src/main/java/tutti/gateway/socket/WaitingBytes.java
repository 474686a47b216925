package tutti.gateway.socket;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much waits for one client, and with all others on this node: one heap is for them all, and a crowd of clients that do
 * not read must cost itself its sockets, not the node its life. Safe to use from any thread.
 */
final class WaitingBytes {
    /** So much may wait for anyone, whatever the others do: a client that reads is never above it for long. */
    private static final long ALWAYS = 16 * 1024;

    private static final long OVER = Long.MIN_VALUE;

    private final AtomicLong here = new AtomicLong();
    private final AtomicLong onNode;
    private final long max;
    private final long onNodeMax;

    WaitingBytes(long max, AtomicLong onNode, long onNodeMax) {
        this.max = max;
        this.onNode = onNode;
        this.onNodeMax = onNodeMax;
    }

    /** False when it is too much. A frame larger than all the room there is may still wait alone. */
    boolean take(long bytes) {
        long before = here.getAndUpdate(now -> now == OVER ? OVER : now + bytes);
        if (before == OVER) {
            return false;
        }
        long after = before + bytes;
        boolean tooMuchHere = after > max && before > 0;
        boolean tooMuchOnNode = onNode.addAndGet(bytes) > onNodeMax && after > ALWAYS;
        if (tooMuchHere || tooMuchOnNode) {
            give(bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        if (here.getAndUpdate(now -> now == OVER ? OVER : now - bytes) != OVER) {
            onNode.addAndGet(-bytes);
        }
    }

    /** Nothing waits any more, and nothing will. */
    void end() {
        long before = here.getAndSet(OVER);
        if (before != OVER) {
            onNode.addAndGet(-before);
        }
    }
}

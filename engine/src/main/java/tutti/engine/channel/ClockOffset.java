package tutti.engine.channel;

import java.util.ArrayDeque;
import java.util.Deque;

/** How far the clock of a room's node is ahead of ours, from the exchanges that beats carry. */
final class ClockOffset {
    private static final int KEPT = 8;

    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    /** The first two instants are ours and the room's when the beat went and came, the others those of the answer. */
    void add(long sentUs, long receivedUs, long answeredUs, long returnedUs) {
        if (exchanges.size() == KEPT) {
            exchanges.removeFirst();
        }
        exchanges.addLast(new Exchange(answeredUs - returnedUs, receivedUs - sentUs));
    }

    /**
     * Each exchange bounds the offset from both sides; the shortest round trip bounds it best. Where the bounds allow that
     * there is no difference, there is none: two parties on one node then agree to the microsecond.
     */
    long offsetUs() {
        Exchange best = null;
        for (Exchange exchange : exchanges) {
            if (best == null || exchange.widthUs() <= best.widthUs()) {
                best = exchange;
            }
        }
        if (best == null || (best.leastUs <= 0 && best.mostUs >= 0)) {
            return 0;
        }
        return Math.floorDiv(best.leastUs + best.mostUs, 2L);
    }

    /** A first exchange may have been held up anywhere. On our own node it does not matter. */
    boolean wantsMore() {
        return exchanges.size() < KEPT / 2 && offsetUs() != 0;
    }

    private record Exchange(long leastUs, long mostUs) {
        long widthUs() {
            return mostUs - leastUs;
        }
    }
}

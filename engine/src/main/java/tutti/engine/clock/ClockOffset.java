package tutti.engine.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How far the clock of another node is ahead of ours, from the exchanges that beats carry. */
public final class ClockOffset {
    private static final int KEPT = 8;

    /** A room that comes up, or waits for its journal, keeps beats for seconds: an exchange that long says nothing. */
    private static final long HELD_UP_US = 1_000_000;

    /** The offset is then known to half of it: less than anybody hears. */
    private static final long QUICK_US = 50_000;

    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    /** The first two instants are ours and the room's when the beat went and came, the others those of the answer. */
    public void add(long sentUs, long receivedUs, long answeredUs, long returnedUs) {
        Exchange exchange = new Exchange(answeredUs - returnedUs, receivedUs - sentUs);
        if (exchange.widthUs() > HELD_UP_US) {
            return;
        }
        if (exchanges.size() == KEPT) {
            exchanges.removeFirst();
        }
        exchanges.addLast(exchange);
    }

    /** Whether it may be relied upon: by one exchange that was quick, or by several where none is. */
    public boolean isKnown() {
        Exchange best = best();
        return best != null && (best.widthUs() <= QUICK_US || exchanges.size() >= KEPT / 2);
    }

    /**
     * Each exchange bounds the offset from both sides; the shortest round trip bounds it best. Where the bounds allow that
     * there is no difference, there is none: two parties on one node then agree to the microsecond.
     */
    public long offsetUs() {
        Exchange best = best();
        if (best == null || (best.leastUs <= 0 && best.mostUs >= 0)) {
            return 0;
        }
        return Math.floorDiv(best.leastUs + best.mostUs, 2L);
    }

    /** How far {@link #offsetUs} may be from the truth. */
    public long errorUs() {
        Exchange best = best();
        return best == null ? Long.MAX_VALUE : best.widthUs() / 2;
    }

    /** A first exchange may have been held up anywhere. On our own node it does not matter. */
    public boolean wantsMore() {
        return !isKnown() || (exchanges.size() < KEPT / 2 && offsetUs() != 0);
    }

    private @Nullable Exchange best() {
        Exchange best = null;
        for (Exchange exchange : exchanges) {
            if (best == null || exchange.widthUs() <= best.widthUs()) {
                best = exchange;
            }
        }
        return best;
    }

    private record Exchange(long leastUs, long mostUs) {
        long widthUs() {
            return mostUs - leastUs;
        }
    }
}

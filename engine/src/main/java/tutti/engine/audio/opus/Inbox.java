package tutti.engine.audio.opus;

import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tutti.engine.audio.Tier;

/** Packets on their way to a transcoder, between the thread that brings them and the one that takes them. */
final class Inbox {
    private final BlockingQueue<TimedPacket> waiting;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean awaited = new AtomicBoolean();
    private volatile Set<Tier> wanted = Set.of();
    private volatile Tally tally = new Tally(0, 0, 0, 0, 0);

    Inbox(int waitingMax) {
        waiting = new ArrayBlockingQueue<>(waitingMax);
    }

    /**
     * True where somebody must be sent to fetch it. When it is full, all that waits is dropped: one hole long enough that
     * nothing is made up for it. Of small ones each would cost as much as the packet, and there would be no end of them.
     */
    boolean put(TimedPacket packet) {
        while (!waiting.offer(packet)) {
            dropped.addAndGet(waiting.drainTo(new ArrayList<>(waiting.size())));
        }
        return awaited.compareAndSet(false, true);
    }

    @Nullable
    TimedPacket take() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whoever was sent goes home; false where something came in that very moment, and it is to be fetched. */
    boolean leave() {
        awaited.set(false);
        return waiting.isEmpty() || !awaited.compareAndSet(false, true);
    }

    void want(Set<Tier> tiers) {
        wanted = Set.copyOf(tiers);
    }

    Set<Tier> wanted() {
        return wanted;
    }

    void tell(Tally ofTranscoder) {
        tally = ofTranscoder;
    }

    Tally tally() {
        Tally known = tally;
        return new Tally(known.heard(), dropped.get(), known.late(), known.malformed(), known.concealed());
    }
}

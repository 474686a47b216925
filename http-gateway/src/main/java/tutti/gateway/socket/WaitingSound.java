package tutti.gateway.socket;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sound that one client has not been sent yet, bounded in time: what waits for longer than the room is behind its host is heard by
 * nobody, so the oldest goes first. Safe to use from any thread. The bytes are shared with all other guests, so they are not
 * counted here.
 */
final class WaitingSound {
    private static final int PACKET_MS = 20;

    /** One second, the most that a room is behind unless it would rather have no holes. */
    private static final int PACKETS_AT_FIRST = 50;

    /** A guest who comes back is given all that is still to be heard at once: eight seconds at most, in frames of 60 ms or less. */
    static final int FRAMES_MAX = 250;

    private final ConcurrentLinkedQueue<SoundFrame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger packets = new AtomicInteger();
    private volatile int packetsMax = PACKETS_AT_FIRST;

    void heardAfter(int delayMs) {
        packetsMax = Math.max(PACKETS_AT_FIRST, delayMs / PACKET_MS);
    }

    /** False when something had to go for it. */
    boolean offer(SoundFrame frame) {
        frames.add(frame);
        count.incrementAndGet();
        packets.addAndGet(frame.packets());
        boolean kept = true;
        while ((packets.get() > packetsMax || count.get() > FRAMES_MAX) && poll() != null) {
            kept = false;
        }
        return kept;
    }

    @Nullable
    SoundFrame poll() {
        SoundFrame oldest = frames.poll();
        if (oldest != null) {
            count.decrementAndGet();
            packets.addAndGet(-oldest.packets());
        }
        return oldest;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void clear() {
        while (poll() != null) {
            // Until there is none.
        }
    }
}

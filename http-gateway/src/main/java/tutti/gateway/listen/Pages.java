package tutti.gateway.listen;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has not been sent yet. The station writes, the listener's stream reads, each on a thread of its own. The
 * bytes are shared with everyone else who listens, so that what waits costs little more than its place.
 */
final class Pages {
    /** 10 s. A player that has been away for so long would only ever be late with them. */
    static final int WAITING_MAX = 100;

    private final Runnable wake;
    private final AtomicReference<@Nullable ByteString> head = new AtomicReference<>();
    private final ConcurrentLinkedQueue<ByteString> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean ended;

    /** `wake` is called after each change. */
    Pages(Runnable wake) {
        this.wake = wake;
    }

    /** Comes before everything, and is never left out: without it the rest means nothing. */
    void begin(ByteString headers) {
        head.set(headers);
        wake.run();
    }

    /** False where the listener was too slow: what waited is gone, and they go on with this page. */
    boolean offer(ByteString page) {
        boolean kept = count.get() < WAITING_MAX;
        if (!kept) {
            skip();
        }
        count.incrementAndGet();
        waiting.add(page);
        wake.run();
        return kept;
    }

    /** What waits is still sent. */
    void end() {
        ended = true;
        wake.run();
    }

    /** True once nothing is added any more. To be asked before {@link #next}: what was there before the end then goes first. */
    boolean isEnded() {
        return ended;
    }

    boolean isEmpty() {
        return head.get() == null && waiting.isEmpty();
    }

    @Nullable
    ByteString next() {
        ByteString headers = head.getAndSet(null);
        return headers == null ? poll() : headers;
    }

    private void skip() {
        while (poll() != null) {
            // Until there is none.
        }
    }

    private @Nullable ByteString poll() {
        ByteString oldest = waiting.poll();
        if (oldest != null) {
            count.decrementAndGet();
        }
        return oldest;
    }
}

package tutti.engine.audio;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing for each of many guests, and all of it is done when it returns. They are shared out in portions among the threads
 * that are free. The thread that asks takes every portion that no other has begun, so it waits for those and for nothing else: a
 * node that is busy with something else does it alone.
 *
 * A room of thousands takes most of the time between two of its frames on one thread. Any hiccup then is worked off so slowly
 * that it is heard; two threads work it off in no time.
 */
final class FanOut {
    /** Half a millisecond of writing: much more than it takes to share it out. */
    private static final int PORTION = 64;

    private final Executor others;
    private final int othersMax;

    FanOut(Executor others) {
        this(others, Runtime.getRuntime().availableProcessors() - 1);
    }

    FanOut(Executor others, int othersMax) {
        this.others = others;
        this.othersMax = othersMax;
    }

    /** The first fault of the deed is thrown when all others have had theirs, but for the rest of its portion. */
    <T> void each(List<T> guests, Consumer<T> deed) {
        Work<T> work = new Work<>(guests, deed);
        for (int each = Math.min(othersMax, work.portions() - 1); each > 0; each--) {
            try {
                others.execute(work);
            } catch (RejectedExecutionException ending) {
                // Then it is done alone.
                break;
            }
        }
        work.run();
        work.await();
    }

    private static final class Work<T> implements Runnable {
        private final List<T> guests;
        private final Consumer<T> deed;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger left;
        private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Work(List<T> guests, Consumer<T> deed) {
            this.guests = guests;
            this.deed = deed;
            this.left = new AtomicInteger(portions());
        }

        int portions() {
            return Math.ceilDiv(guests.size(), PORTION);
        }

        @Override
        public void run() {
            for (int portion = begun.getAndIncrement(); portion < portions(); portion = begun.getAndIncrement()) {
                int from = portion * PORTION;
                try {
                    guests.subList(from, Math.min(from + PORTION, guests.size()))
                            .forEach(deed);
                } catch (RuntimeException | Error failed) {
                    // Whoever waits must not wait for ever.
                    fault.compareAndSet(null, failed);
                }
                if (left.decrementAndGet() == 0) {
                    done.complete(null);
                }
            }
        }

        void await() {
            if (!guests.isEmpty()) {
                done.join();
            }
            switch (fault.get()) {
                case Error failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case null, default -> {}
            }
        }
    }
}

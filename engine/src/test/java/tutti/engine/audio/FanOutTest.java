package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FanOutTest {
    private static final int MANY = 1_000;

    @Test
    void aDeedIsDoneOnceForEachOfManyByAllThreadsThatAreFree() {
        List<AtomicInteger> guests = guests(MANY);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService others = Executors.newFixedThreadPool(1)) {
            new FanOut(others, 1).each(guests, guest -> {
                guest.incrementAndGet();
                if (threads.add(Thread.currentThread())) {
                    both.countDown();
                    await(both);
                }
            });
        }

        assertThat(guests).allMatch(guest -> guest.get() == 1);
        assertThat(threads).hasSize(2);
    }

    @Test
    void aThreadThatNobodyHelpsDoesItAlone() {
        List<AtomicInteger> guests = guests(MANY);

        new FanOut(neverRun -> {}, 4).each(guests, AtomicInteger::incrementAndGet);

        assertThat(guests).allMatch(guest -> guest.get() == 1);
    }

    @Test
    void helpThatComesWhenAllIsDoneFindsNothingToDo() {
        List<AtomicInteger> guests = guests(MANY);
        List<Runnable> late = new ArrayList<>();
        new FanOut(late::add, 4).each(guests, AtomicInteger::incrementAndGet);

        late.forEach(Runnable::run);

        assertThat(late).hasSize(4);
        assertThat(guests).allMatch(guest -> guest.get() == 1);
    }

    @Test
    void aFewAreNotShared() {
        List<Runnable> asked = new ArrayList<>();

        new FanOut(asked::add, 4).each(guests(64), AtomicInteger::incrementAndGet);
        new FanOut(asked::add, 4).each(guests(0), AtomicInteger::incrementAndGet);

        assertThat(asked).isEmpty();
    }

    @Test
    void aFaultIsToldAndEndsNoOthersPortion() {
        List<AtomicInteger> guests = guests(MANY);
        FanOut fanOut = new FanOut(neverRun -> {}, 1);

        assertThatThrownBy(() -> fanOut.each(guests, guest -> {
                    if (guest == guests.getFirst()) {
                        throw new IllegalStateException("a deed of theirs");
                    }
                    guest.incrementAndGet();
                }))
                .hasMessage("a deed of theirs");

        assertThat(guests.getLast()).hasValue(1);
    }

    private static List<AtomicInteger> guests(int count) {
        return Stream.generate(AtomicInteger::new).limit(count).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

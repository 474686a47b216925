package tutti.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is written to a connection past its stream")
class ChannelWriterTest {
    private static final int NUMBERS = 300_000;

    private final WritableChannels writables = new WritableChannels();
    private final Waiting waiting = new Waiting();
    private Connection connection;
    private ChannelWriter writer;

    @BeforeEach
    void connect() throws IOException {
        connection = Connection.open();
        writer = new ChannelWriter(connection.ours(), writables, waiting);
    }

    @AfterEach
    void end() throws IOException {
        connection.close();
        writables.close();
    }

    @Test
    void is_there_at_once_and_written_by_who_brings_it() throws IOException {
        waiting.add(7);
        writer.wake();

        assertThat(waiting.queue).isEmpty();
        assertThat(numbers(1)).containsExactly(7);
    }

    @Test
    void comes_whole_and_in_order_to_one_who_does_not_read_for_a_while_and_keeps_nobody_waiting() throws IOException {
        for (int number = 0; number < NUMBERS; number++) {
            waiting.add(number);
            writer.wake();
        }

        assertThat(waiting.queue).isNotEmpty();
        assertThat(numbers(NUMBERS)).isEqualTo(IntStream.range(0, NUMBERS).toArray());
        assertThat(waiting.queue).isEmpty();
        assertThat(waiting.broken).isEmpty();
    }

    @Test
    void comes_once_when_many_have_something_at_the_same_time() throws Exception {
        int threads = 8;
        AtomicInteger next = new AtomicInteger();
        List<Thread> bringing = IntStream.range(0, threads)
                .mapToObj(thread -> Thread.ofPlatform().start(() -> {
                    for (int number = next.getAndIncrement(); number < NUMBERS; number = next.getAndIncrement()) {
                        waiting.add(number);
                        writer.wake();
                    }
                }))
                .toList();

        int[] read = numbers(NUMBERS);

        assertThat(IntStream.of(read).sorted())
                .containsExactly(IntStream.range(0, NUMBERS).boxed().toArray(Integer[]::new));
        assertThat(waiting.atOnceMax).hasValue(1);
        for (Thread thread : bringing) {
            thread.join();
        }
    }

    @Test
    void is_not_asked_for_any_more_once_the_connection_broke_which_is_told_once() throws IOException {
        connection.theirs().setOption(StandardSocketOptions.SO_LINGER, 0);
        connection.theirs().close();

        await().until(() -> {
            waiting.add(1);
            writer.wake();
            return !waiting.broken.isEmpty();
        });
        waiting.add(2);
        writer.wake();

        assertThat(waiting.broken).hasSize(1);
        assertThat(waiting.queue).contains(2);
    }

    @Test
    void is_told_of_a_connection_that_breaks_while_it_is_full() throws IOException {
        connection.fill();
        waiting.add(1);
        writer.wake();

        connection.theirs().setOption(StandardSocketOptions.SO_LINGER, 0);
        connection.theirs().close();

        await().until(() -> waiting.broken.size() == 1);
    }

    @Test
    void does_no_harm_to_who_brings_it_by_a_fault_of_ours() {
        waiting.fault = new IllegalStateException("a fault of ours");

        assertThatCode(writer::wake).doesNotThrowAnyException();

        assertThat(waiting.broken).hasSize(1);
        assertThat(waiting.broken.getFirst()).hasCause(waiting.fault);
    }

    private int[] numbers(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(connection.read(count * Integer.BYTES));
        return IntStream.range(0, count).map(each -> bytes.getInt()).toArray();
    }

    private static final class Waiting implements ChannelWriter.Queue {
        private final ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        private final List<IOException> broken = new CopyOnWriteArrayList<>();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger atOnceMax = new AtomicInteger();
        private volatile RuntimeException fault;

        void add(int number) {
            queue.add(number);
        }

        @Override
        public ByteBuffer next() {
            if (fault != null) {
                throw fault;
            }
            atOnceMax.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Integer number = queue.poll();
            atOnce.decrementAndGet();
            return number == null
                    ? null
                    : ByteBuffer.allocate(Integer.BYTES).putInt(number).flip();
        }

        @Override
        public void broken(IOException why) {
            broken.add(why);
        }
    }
}

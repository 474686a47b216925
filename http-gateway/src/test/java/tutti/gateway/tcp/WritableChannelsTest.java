package tutti.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection that is full")
class WritableChannelsTest {
    @Test
    void is_told_of_once_each_time_that_it_takes_bytes_again() throws IOException {
        AtomicInteger told = new AtomicInteger();
        try (WritableChannels writables = new WritableChannels();
                Connection connection = Connection.open()) {
            for (int time = 1; time <= 3; time++) {
                connection.fill();
                writables.await(connection.ours(), told::incrementAndGet);
                assertThat(told).hasValue(time - 1);

                int expected = time;
                await().until(() -> {
                    connection.read(1_024);
                    return told.get() == expected;
                });
            }
        }
    }

    @Test
    void leaves_its_descriptor_free_soon_after_it_is_closed() throws IOException {
        AtomicInteger told = new AtomicInteger();
        try (WritableChannels writables = new WritableChannels();
                Connection connection = Connection.open()) {
            connection.fill();
            writables.await(connection.ours(), told::incrementAndGet);
            await().until(connection.ours()::isRegistered);

            connection.ours().close();

            // As long as the descriptor is there, what the other end writes is taken, although nobody reads it.
            await().until(() -> isRefused(connection));
            assertThat(told).hasValue(0);
        }
    }

    @Test
    void is_not_waited_for_by_a_thread_of_its_own_after_the_end() {
        List<Thread> before = waiting();
        WritableChannels writables = new WritableChannels();
        Thread ours = waiting().stream()
                .filter(thread -> !before.contains(thread))
                .findFirst()
                .orElseThrow();

        writables.close();

        await().until(() -> !ours.isAlive());
    }

    private static boolean isRefused(Connection connection) {
        try {
            connection.theirs().write(ByteBuffer.allocate(1));
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static List<Thread> waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tutti-writable"))
                .toList();
    }
}

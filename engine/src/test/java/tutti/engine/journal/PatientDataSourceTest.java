package tutti.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A data source with patience")
class PatientDataSourceTest {
    @TempDir
    Path data;

    private final PatientDataSource source = new PatientDataSource();
    private final FutureTask<Connection> asked = new FutureTask<>(source::getConnection);
    private final Thread asking = new Thread(asked);

    @BeforeEach
    void make() throws SQLException {
        String url = "jdbc:h2:file:" + data.resolve("rooms");
        DriverManager.getConnection(url).close();
        source.setUrl(url);
    }

    @Test
    void has_a_connection_in_the_moment_the_database_can_be_had() throws Exception {
        try (FileChannel file = FileChannel.open(data.resolve("rooms.mv.db"), StandardOpenOption.WRITE)) {
            FileLock elsewhere = file.lock();
            asking.start();
            await().until(() -> asking.getState() == Thread.State.TIMED_WAITING);
            elsewhere.release();

            try (Connection connection = asked.get()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void asks_no_more_when_its_pool_closes() throws Exception {
        try (FileChannel file = FileChannel.open(data.resolve("rooms.mv.db"), StandardOpenOption.WRITE);
                FileLock elsewhere = file.lock()) {
            assertThat(elsewhere.isValid()).isTrue();
            asking.start();
            await().until(() -> asking.getState() == Thread.State.TIMED_WAITING);
            asking.interrupt();

            assertThatThrownBy(asked::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SQLException.class);
        }
    }
}

package tutti.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The database")
class DatabaseTest {
    @TempDir
    Path data;

    @Test
    void is_a_file_in_the_data_directory_unless_told_otherwise() {
        JdbcSettings jdbc = settings(Map.of("data-dir", data.toString()));

        try (Database database = Database.open(jdbc, Tenancy.ALONE)) {
            assertThat(database.answers()).isTrue();
        }

        assertThat(data.resolve("tutti.mv.db")).exists();
        assertThat(jdbc.url()).contains("WRITE_DELAY=0");
    }

    @Test
    void opens_again_with_what_it_has() {
        JdbcSettings jdbc = settings(Map.of("data-dir", data.toString()));
        Database.open(jdbc, Tenancy.ALONE).close();

        try (Database database = Database.open(jdbc, Tenancy.ALONE)) {
            assertThat(database.answers()).isTrue();
        }
    }

    @Test
    void says_what_to_do_when_another_process_has_the_file() throws IOException {
        Database.open(settings(Map.of("data-dir", data.toString())), Tenancy.ALONE)
                .close();

        try (FileChannel file = FileChannel.open(data.resolve("tutti.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> Database.open(settings(Map.of("data-dir", data.toString())), Tenancy.ALONE))
                    .isInstanceOf(Database.Unreachable.class)
                    .hasMessageStartingWith("The rooms in " + data + "/tutti.mv.db are in use by another Tutti")
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void says_what_to_check_when_postgresql_is_not_there() {
        JdbcSettings jdbc = settings(Map.of("jdbc.url", "jdbc:postgresql://ann:secret@127.0.0.1:1/tutti"));

        assertThatThrownBy(() -> Database.open(jdbc, Tenancy.ALONE))
                .isInstanceOf(Database.Unreachable.class)
                .hasMessageContaining("TUTTI_JDBC_URL")
                .hasMessageNotContainingAny("secret");
    }

    @Test
    void is_one_of_the_two_that_we_know() {
        assertThatThrownBy(() -> settings(Map.of("jdbc.url", "jdbc:mysql://127.0.0.1/tutti")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TUTTI_JDBC_URL");
    }

    private static JdbcSettings settings(Map<String, String> own) {
        Config engine =
                ConfigFactory.parseMap(own).withFallback(ConfigFactory.load().getConfig("tutti.engine"));
        return JdbcSettings.from(engine);
    }
}

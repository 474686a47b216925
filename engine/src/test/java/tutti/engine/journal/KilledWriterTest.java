package tutti.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Of the process, not of the machine: see docs/decisions/0006. H2 2.5.252 failed here four times in five. */
@DisplayName("A killed node's embedded database")
class KilledWriterTest {
    /** H2 writes where something was before once that is older than this; 45 s unless told otherwise. */
    private static final String SOON_OVERWRITING = ";RETENTION_TIME=500";

    private static final Duration LIVES = Duration.ofSeconds(4);

    @TempDir
    Path data;

    @RepeatedTest(3)
    void has_every_commit_that_returned() throws IOException, InterruptedException, SQLException {
        String url = "jdbc:h2:file:" + data.resolve("tutti") + SOON_OVERWRITING;

        Map<Integer, Long> promised = killedAfter(LIVES, url);

        assertThat(promised).hasSize(KilledWriter.WRITERS);
        assertThat(kept(url))
                .allSatisfy((writer, number) -> assertThat(number)
                        .as("the last of writer %d", writer)
                        .isGreaterThanOrEqualTo(promised.get(writer)));
    }

    private static Map<Integer, Long> killedAfter(Duration life, String url) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<Integer, Long> promised = new TreeMap<>();
        try (BufferedReader lines = writer.inputReader()) {
            long endsNanos = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] said = line.split(" ");
                promised.put(Integer.valueOf(said[0]), Long.valueOf(said[1]));
                if (endsNanos == 0 && promised.size() == KilledWriter.WRITERS) {
                    endsNanos = System.nanoTime() + life.toNanos();
                } else if (endsNanos != 0 && System.nanoTime() > endsNanos) {
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return promised;
    }

    private static Map<Integer, Long> kept(String url) throws SQLException {
        JdbcSettings jdbc = JdbcSettings.from(ConfigFactory.parseMap(Map.of("jdbc.url", url))
                .withFallback(ConfigFactory.load().getConfig("tutti.engine")));
        Map<Integer, Long> kept = new TreeMap<>();
        try (Database database = Database.open(jdbc, Tenancy.ALONE);
                Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select writer, max(number) as last from promise group by writer")) {
            while (rows.next()) {
                kept.put(rows.getInt("writer"), rows.getLong("last"));
            }
        }
        return kept;
    }
}

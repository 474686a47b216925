package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A node that is given up as lost")
class GivenUpTest {
    /** H2 begins its file with this once it was closed in order. */
    private static final String CLOSED = ",clean:1,";

    private static final int HEAD_BYTES = 4_096;

    @TempDir
    Path data;

    @Test
    void closes_its_database_and_ends_at_once() throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GivenUpNode.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(node.inputReader().lines().anyMatch("a room is open"::equals))
                .isTrue();

        assertThat(node.waitFor(10, SECONDS)).isTrue();
        assertThat(headOfDatabase()).contains(CLOSED);
    }

    private String headOfDatabase() throws IOException {
        try (InputStream file = Files.newInputStream(data.resolve("tutti.mv.db"))) {
            return new String(file.readNBytes(HEAD_BYTES), StandardCharsets.US_ASCII);
        }
    }
}

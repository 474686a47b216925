package tutti.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log")
class EchoesTest {
    private static final String PEKKO = "org.apache.pekko.remote.artery.ArteryTransport";
    private static final String QUARANTINED = "Other node [pekko://tutti@10.0.0.1:7355#1] quarantined this node.";
    private static final String PROBING = "Probing [http://10.0.0.2:7626/bootstrap/seed-nodes] failed due to: timeout";

    private final Echoes echoes = new Echoes();

    @Test
    void has_once_a_minute_what_a_library_says_again_and_again() {
        assertThat(isWritten(PEKKO, QUARANTINED, 0)).isTrue();
        assertThat(isWritten(PEKKO, QUARANTINED, 1)).isFalse();
        assertThat(isWritten(PEKKO, QUARANTINED.replace("0.1", "0.2"), 1)).isTrue();
        assertThat(isWritten(PEKKO, QUARANTINED, 59)).isFalse();
        assertThat(isWritten(PEKKO, QUARANTINED, 60)).isTrue();
    }

    @Test
    void has_all_that_is_ours() {
        assertThat(isWritten("tutti.engine.room.RoomEntity", "room=a opened", 0))
                .isTrue();
        assertThat(isWritten("tutti.engine.room.RoomEntity", "room=a opened", 0))
                .isTrue();
    }

    @Test
    void has_nothing_from_libraries_that_a_line_of_ours_says() {
        assertThat(isWritten(
                        PEKKO,
                        "Cluster Node [pekko://tutti@10.0.0.1:7355] - Marking node as UNREACHABLE [Member(…, Up)].",
                        0))
                .isFalse();
    }

    @Test
    void has_what_a_start_passes_through_only_when_it_does_not_pass() {
        assertThat(isWritten(PEKKO, PROBING, 0)).isFalse();
        assertThat(isWritten(PEKKO, PROBING, 9)).isFalse();
        assertThat(isWritten(PEKKO, PROBING, 10)).isTrue();
        assertThat(isWritten(PEKKO, PROBING, 11)).isFalse();
        assertThat(isWritten(PEKKO, PROBING, 70)).isTrue();

        assertThat(isWritten(PEKKO, PROBING, 1_000)).isFalse();
    }

    private boolean isWritten(String logger, String message, long atSeconds) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setLevel(Level.WARN);
        event.setMessage(message);
        event.setInstant(Instant.ofEpochSecond(1_000_000 + atSeconds));
        return echoes.decide(event) != FilterReply.DENY;
    }
}

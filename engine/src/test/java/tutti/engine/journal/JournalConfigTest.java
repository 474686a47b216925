package tutti.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.Engine;

@DisplayName("The journal, as it is configured,")
class JournalConfigTest {
    private static final Config CONFIG = Engine.configuration(ConfigFactory.empty());

    @Test
    void leaves_no_event_out_of_the_list_of_rooms_for_being_written_slowly() {
        Config looking = CONFIG.getConfig("jdbc-read-journal.journal-sequence-retrieval");
        String answerWithinS =
                PatientDataSource.wishes(JdbcSettings.POSTGRESQL_URL, "", "").getProperty("socketTimeout");

        assertThat(looking.getDuration("query-delay").multipliedBy(looking.getInt("max-tries")))
                .isGreaterThan(Duration.ofSeconds(Long.parseLong(answerWithinS)));
    }

    @Test
    void takes_what_all_rooms_write_at_once() {
        assertThat(CONFIG.getInt("jdbc-journal.bufferSize"))
                .isGreaterThanOrEqualTo(CONFIG.getInt("tutti.engine.rooms-awake-max"));
    }

    @Test
    void has_the_list_of_rooms_back_a_second_after_the_database() {
        assertThat(CONFIG.getDuration("pekko.projection.restart-backoff.max-backoff"))
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(CONFIG.getDuration("jdbc-read-journal.journal-sequence-retrieval.max-backoff-query-delay"))
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}

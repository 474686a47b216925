package tutti.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An engine's settings")
class EngineSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "ask-timeout, 0 s, TUTTI_ASK_TIMEOUT",
        "channel.rooms-max, 0, TUTTI_ROOMS_MAX",
        "chat-kept, 301, TUTTI_CHAT_KEPT",
        "cluster.contact-port, 70000, TUTTI_CLUSTER_CONTACT_PORT",
        "cluster.nodes-to-form, 0, TUTTI_CLUSTER_NODES_TO_FORM",
        "directory.empty-room-ttl, -1 s, TUTTI_EMPTY_ROOM_TTL",
        "host-grace, 0 s, TUTTI_HOST_GRACE",
        "jdbc.journal-pool-size, 0, TUTTI_JDBC_JOURNAL_POOL_SIZE",
        "rooms-awake-max, 0, TUTTI_ROOMS_AWAKE_MAX",
        "transcoding.threads, 0, TUTTI_TRANSCODING_THREADS"
    })
    void are_refused_by_the_name_of_what_makes_no_sense(String key, String value, String name) {
        var own = ConfigFactory.parseString("tutti.engine." + key + " = " + value);

        assertThatThrownBy(() -> EngineSettings.from(Engine.configuration(own)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " is ");
    }

    @Test
    void are_refused_where_somebody_else_has_a_port_of_theirs() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = Engine.configuration(ConfigFactory.parseString("""
                    tutti.engine {
                      jdbc.url = "jdbc:postgresql://127.0.0.1:1/nowhere"
                      cluster { discovery = config, contacts = "127.0.0.1:7626", contact-port = %d }
                    }
                    """.formatted(taken.getLocalPort())));

            assertThatThrownBy(() -> Foundation.lay(config, EngineSettings.from(config), List.of("a key")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TUTTI_CLUSTER_CONTACT_PORT");
        }
    }
}

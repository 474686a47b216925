package tutti.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A node that warms up")
class WarmupTest {
    private Server server;

    @BeforeEach
    void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void lets_in_as_many_as_it_is_told_to_and_leaves_neither_rooms_nor_sockets() throws Exception {
        assertThat(server.warmUp(40).toCompletableFuture().get(60, SECONDS)).isEqualTo(40);

        assertThat(metrics()).contains("tutti_socket_joins_total 40.0").doesNotContain("tutti_socket_refusals_total");
        // The example's room stays, awake or not.
        await().untilAsserted(() ->
                assertThat(metrics()).contains("tutti_sockets 0.0").containsPattern("tutti_rooms [01]\\.0"));
    }

    @Test
    void counts_people_who_come_in_as_well() throws Exception {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = Guest.connected(server.socket())) {
            ann.join(room.path("roomId").asText(), "Ann");

            assertThat(server.warmUp(1).toCompletableFuture().get(60, SECONDS)).isEqualTo(1);
        }
    }

    private String metrics() {
        return Caller.get(server.managementUri("/metrics")).text();
    }
}

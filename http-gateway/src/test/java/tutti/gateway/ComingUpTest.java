package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A room that has only just come up")
class ComingUpTest {
    private Server server;

    @BeforeEach
    void start(@TempDir Path home) {
        // It hears who is in it with the channel's next beat: that leaves time to ask before.
        server = Server.start(home, ConfigFactory.parseString("""
                tutti.engine {
                  ask-timeout = 200 ms
                  channel.beat-every = 5 s
                  channel-lost-after = 30 s
                }
                """));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asks_its_people_for_a_moment_until_it_knows_them() {
        JsonNode room = Caller.openRoom(server);
        String roomId = room.path("roomId").asText();
        try (Guest ann = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText())) {
            server.stopRoom(roomId);

            Set<String> refusals = new HashSet<>();
            await().until(() -> {
                JsonNode played = ann.ask("{'type': 'play'}");
                refusals.add(played.path("code").asText());
                return played.path("type").asText().equals("ack");
            });
            assertThat(refusals).doesNotContain("not-joined");
        }
    }
}

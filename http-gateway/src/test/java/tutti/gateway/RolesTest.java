package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.AnnsRoom;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A room's host")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    private Server server;

    @BeforeAll
    void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void lends_control() {
        AnnsRoom room = AnnsRoom.open(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket())) {
            ann.ask("{'type': 'settings', 'control': 'granted'}");
            ben.join(room.id(), "Ben");
            assertThat(ben.ask("{'type': 'play'}").path("code").asText()).isEqualTo("not-allowed");

            ben.ask("{'type': 'control:request'}");
            assertThat(ann.next("control:requested").at("/user/id").asText()).isEqualTo(ben.id());
            ann.ask("{'type': 'control:grant', 'to': '" + ben.id() + "', 'seconds': 60}");

            JsonNode changed = ben.next("control:changed");
            assertThat(changed.path("userId").asText()).isEqualTo(ben.id());
            assertThat(changed.path("untilServerTime").asDouble()).isGreaterThan(1.7e12);
            assertThat(ben.ask("{'type': 'play'}").path("type").asText()).isEqualTo("ack");
            ann.ask("{'type': 'control:revoke', 'to': '" + ben.id() + "'}");
            assertThat(ben.ask("{'type': 'pause'}").path("code").asText()).isEqualTo("not-allowed");
        }
    }

    @Test
    void makes_moderators_who_mute_and_delete() {
        AnnsRoom room = AnnsRoom.open(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket());
                Guest cat = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben");
            cat.join(room.id(), "Cat");
            cat.ask("{'type': 'chat', 'text': 'rude'}");
            assertThat(ben.ask("{'type': 'member:mute', 'userId': '" + cat.id() + "'}")
                            .path("code")
                            .asText())
                    .isEqualTo("not-allowed");

            ann.ask("{'type': 'member:role', 'userId': '" + ben.id() + "', 'role': 'moderator'}");
            ben.ask("{'type': 'member:mute', 'userId': '" + cat.id() + "'}");

            assertThat(cat.ask("{'type': 'chat', 'text': 'ruder'}").path("code").asText())
                    .isEqualTo("muted");
            assertThat(ben.ask("{'type': 'chat:delete', 'seq': 1}").path("type").asText())
                    .isEqualTo("ack");
            assertThat(cat.next(message -> message.at("/user/muted").asBoolean())
                            .at("/user/id")
                            .asText())
                    .isEqualTo(cat.id());
        }
    }
}

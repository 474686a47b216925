package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.LiveHost;
import tutti.gateway.testing.Server;

/** Which of the two ways frames go is nobody's business but ours. */
@DisplayName("A room whose frames may go past the streams, or not")
class PastTheStreamsTest {
    @ParameterizedTest(name = "bypass = {0}")
    @ValueSource(strings = {"on", "off"})
    void has_sound_chat_pings_and_a_goodbye(String bypass, @TempDir Path home) {
        Server server = Server.start(home, ConfigFactory.parseString("tutti.gateway.socket.bypass = " + bypass));
        JsonNode room = Caller.openRoom(server);
        String roomId = room.path("roomId").asText();
        Guest ann = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText());
        Guest ben = Guest.connected(server.socket()).join(roomId, "Ben");

        try (LiveHost host = LiveHost.on(ann)) {
            await().until(() -> LiveHost.heard(ben).size() >= 3);
            IntStream.range(0, 200).forEach(ping -> ben.ping("ping " + ping));
            ben.ask("{'type': 'chat', 'text': 'do you hear that?'}");
            await().until(() -> ben.pongs().size() == 200 && LiveHost.heard(ben).size() >= 20);

            assertThat(ann.next("chat").path("text").asText()).isEqualTo("do you hear that?");
            assertThat(ben.pongs())
                    .isEqualTo(IntStream.range(0, 200)
                            .mapToObj(ping -> "ping " + ping)
                            .toList());
            host.assertSent(LiveHost.heard(ben));
        }
        server.close();

        assertThat(ben.bye().path("code").asText()).isEqualTo("draining");
        assertThat(ann.bye().path("code").asText()).isEqualTo("draining");
    }
}

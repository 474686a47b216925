package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("/status")
class StatusTest {
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void has_the_names_of_the_first_days() {
        Answer answer = Caller.get(server.uri("/status"), "Origin", "https://abc.ext-twitch.tv");

        JsonNode status = answer.json();
        assertThat(status.path("track_id").asText()).isEqualTo("track");
        assertThat(status.path("track_url").asText())
                .isEqualTo(server.uri("/media/track/example.mp3").toString());
        assertThat(status.path("is_playing").asBoolean()).isTrue();
        assertThat(status.path("updated_at").isIntegralNumber()).isTrue();
        assertThat(status.path("updated_at").asLong())
                .isEqualTo((long) Math.floor(status.path("server_time").asDouble() / 1_000));
        assertThat(status.path("duration").asDouble()).isEqualTo(Server.TRACK_SECONDS);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Caller.call("OPTIONS", server.uri("/status"), null).header("Access-Control-Max-Age"))
                .isEqualTo("86400");
    }

    @Test
    void goes_on_with_the_clock_and_wraps_and_never_back() {
        List<JsonNode> seen = new ArrayList<>();
        double firstMs = 0;
        double lastMs = 0;
        while (lastMs - firstMs < 2_000 * Server.TRACK_SECONDS) {
            JsonNode status = Caller.get(server.uri("/status")).json();
            seen.add(status);
            lastMs = status.path("server_time").asDouble();
            firstMs = firstMs == 0 ? lastMs : firstMs;
        }

        int wraps = 0;
        for (int i = 1; i < seen.size(); i++) {
            double beforeMs = seen.get(i - 1).path("server_time").asDouble();
            double afterMs = seen.get(i).path("server_time").asDouble();
            double before = seen.get(i - 1).path("timestamp").asDouble();
            double after = seen.get(i).path("timestamp").asDouble();
            assertThat(after).isBetween(0.0, Server.TRACK_SECONDS - 0.000_1);
            double expected = (before + (afterMs - beforeMs) / 1_000) % Server.TRACK_SECONDS;
            double off = Math.abs(after - expected);
            assertThat(Math.min(off, Server.TRACK_SECONDS - off)).isLessThan(0.002);
            wraps += after < before ? 1 : 0;
        }
        assertThat(wraps).isBetween(1, 3);
    }

    private static JsonNode of(String roomId) {
        return Caller.get(server.uri("/status?room=" + roomId)).json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "=%f", "a=b=c&%"})
    void refuses_a_query_that_is_none_with_a_code(String query) {
        String answer = Caller.raw(
                server, "GET /status?room=" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"bad-message\"");
    }

    @Test
    void tells_of_any_room_by_name() {
        JsonNode room = Caller.openRoom(server);
        String roomId = room.path("roomId").asText();
        try (Guest ann = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText())) {
            ann.ask("{'type': 'seek', 'toMediaTime': 42.5}");
            ann.next("state");

            // The seek takes effect a little later, for everyone at once.
            await().untilAsserted(() ->
                    assertThat(of(roomId).path("timestamp").asDouble()).isEqualTo(42.5));
            JsonNode status = of(roomId);
            assertThat(status.path("is_playing").asBoolean()).isFalse();
            assertThat(status.path("track_id").asText()).startsWith("src-");
            assertThat(status.path("duration").asDouble()).isCloseTo(120, within(0.0));
        }
    }
}

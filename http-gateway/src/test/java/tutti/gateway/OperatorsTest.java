package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;
import tutti.gateway.testing.TurnedClock;

@DisplayName("An operator")
class OperatorsTest {
    private static final String TOKEN = "a-token-of-the-operator-for-tests";
    private static final String BEARER = "Bearer " + TOKEN;

    @TempDir
    Path home;

    @Test
    void closes_a_room_with_the_token_and_not_without() {
        try (Server server = Server.start(home, settings())) {
            JsonNode room = Caller.openRoom(server);
            String id = room.path("roomId").asText();
            var uri = server.managementUri("/rooms/" + id);
            try (Guest guest = Guest.connected(server.socket()).join(id, "Ann")) {
                assertThat(Caller.call("DELETE", uri, null).status()).isEqualTo(401);
                assertThat(Caller.call("DELETE", uri, null, "Authorization", "Bearer wrong")
                                .status())
                        .isEqualTo(401);
                assertThat(Caller.call(
                                        "DELETE",
                                        uri,
                                        null,
                                        "Authorization",
                                        "Bearer " + room.path("token").asText())
                                .status())
                        .isEqualTo(401);
                assertThat(Caller.call("DELETE", server.uri("/rooms/" + id), null, "Authorization", BEARER)
                                .status())
                        .as("not on the port for people")
                        .isIn(404, 405);
                assertThat(guest.isOpen()).isTrue();

                Answer closed = Caller.call("DELETE", uri, null, "Authorization", BEARER);

                assertThat(closed.status()).isEqualTo(200);
                assertThat(guest.next("room:closed")).isNotNull();
            }
        }
    }

    @Test
    void bans_a_network_for_a_time_and_may_lift_it() {
        TurnedClock clock = new TurnedClock();
        try (Server server = Server.start(home, settings(), clock)) {
            String id = Caller.openRoom(server).path("roomId").asText();
            try (Guest guest = Guest.connected(server.socket()).join(id, "Ann")) {
                Answer banned = ban(server, "{\"network\": \"127.0.0.0/8\", \"seconds\": 600}");

                assertThat(banned.status()).isEqualTo(201);
                assertThat(guest.bye().path("code").asText()).isEqualTo("address-banned");
                assertThat(guest.bye().path("mayReturn").asBoolean()).isFalse();
                assertThat(Guest.refusedWith(server.socket())).isEqualTo(403);
                assertThat(Caller.get(server.uri("/api/rooms")).status()).isEqualTo(403);
                assertThat(Caller.get(server.uri("/api/rooms"))
                                .json()
                                .path("code")
                                .asText())
                        .isEqualTo("address-banned");
                assertThat(Caller.get(server.uri("/status")).status()).isEqualTo(403);
            }

            clock.turn(Duration.ofMinutes(11));
            assertThat(Caller.get(server.uri("/api/rooms")).status()).isEqualTo(200);

            ban(server, "{\"network\": \"127.0.0.1\", \"seconds\": 600}");
            assertThat(Caller.get(server.uri("/api/rooms")).status()).isEqualTo(403);
            Answer lifted = Caller.call(
                    "DELETE", server.managementUri("/bans?network=127.0.0.1"), null, "Authorization", BEARER);
            assertThat(lifted.status()).isEqualTo(200);
            assertThat(Caller.get(server.uri("/api/rooms")).status()).isEqualTo(200);
        }
    }

    @Test
    void finds_the_bans_after_a_restart() {
        try (Server server = Server.start(home, settings())) {
            ban(server, "{\"network\": \"127.0.0.1\", \"seconds\": 600}");
            ban(server, "{\"network\": \"2001:db8::/32\", \"seconds\": 600}");
        }
        try (Server server = Server.start(home, settings())) {
            assertThat(Caller.get(server.uri("/api/rooms")).status()).isEqualTo(403);
            assertThat(Caller.get(server.managementUri("/bans"), "Authorization", BEARER)
                            .json()
                            .path("bans"))
                    .hasSize(2);
        }
    }

    @Test
    void finds_the_room_closed_after_a_restart() {
        JsonNode room;
        try (Server server = Server.start(home, settings())) {
            room = Caller.openRoom(server);
            Caller.call(
                    "DELETE",
                    server.managementUri("/rooms/" + room.path("roomId").asText()),
                    null,
                    "Authorization",
                    BEARER);
        }
        try (Server server = Server.start(home, settings());
                Guest host = Guest.connected(server.socket())) {
            host.askJoin(room.path("roomId").asText(), "Ann", room.path("token").asText());

            assertThat(host.bye().path("code").asText()).isEqualTo("room-closed");
        }
    }

    @Test
    void hears_what_is_no_ban() {
        try (Server server = Server.start(home, settings())) {
            assertThat(ban(server, "{\"network\": \"elsewhere.example\", \"seconds\": 600}")
                            .status())
                    .isEqualTo(400);
            assertThat(ban(server, "{\"network\": \"10.0.0.0/33\", \"seconds\": 600}")
                            .status())
                    .isEqualTo(400);
            assertThat(ban(server, "{\"network\": \"10.0.0.1\", \"seconds\": 0}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void who_guesses_tokens_is_made_to_wait() {
        try (Server server = Server.start(home, settings())) {
            int last = 0;
            for (int i = 0; i < 50 && last != 429; i++) {
                last = Caller.get(server.managementUri("/bans"), "Authorization", "Bearer guess " + i)
                        .status();
            }

            assertThat(last).isEqualTo(429);
            assertThat(Caller.get(server.managementUri("/bans"), "Authorization", BEARER)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void without_a_token_of_their_own_can_only_look() {
        try (Server server = Server.start(home, ConfigFactory.empty())) {
            assertThat(Caller.get(server.managementUri("/bans"), "Authorization", "Bearer ")
                            .status())
                    .isEqualTo(403);
            assertThat(Caller.get(server.managementUri("/metrics")).status()).isEqualTo(200);
        }
        assertThatThrownBy(() ->
                        GatewaySettings.from(ConfigFactory.parseMap(Map.of("tutti.gateway.management.token", "short"))
                                .withFallback(ConfigFactory.load())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tutti.gateway.management.token");
    }

    @Test
    void reads_no_secret_in_the_settings() {
        Map<String, Object> secrets = new HashMap<>();
        secrets.put("tutti.gateway.management.token", TOKEN);
        secrets.put("tutti.gateway.media.bunny.host", "vz-1.b-cdn.net");
        secrets.put("tutti.gateway.media.bunny.key", "the key of Bunny");
        secrets.put("tutti.gateway.tls.certificate", "tls.p12");
        secrets.put("tutti.gateway.tls.password", "the password");
        Config config = ConfigFactory.parseMap(secrets).withFallback(ConfigFactory.load());

        assertThat(GatewaySettings.from(config).toString())
                .doesNotContain(TOKEN)
                .doesNotContain("the key of Bunny")
                .doesNotContain("the password");
    }

    private static Answer ban(Server server, String body) {
        return Caller.call(
                "POST",
                server.managementUri("/bans"),
                body,
                "Authorization",
                BEARER,
                "Content-Type",
                "application/json");
    }

    private static Config settings() {
        return ConfigFactory.parseMap(Map.of("tutti.gateway.management.token", TOKEN));
    }
}

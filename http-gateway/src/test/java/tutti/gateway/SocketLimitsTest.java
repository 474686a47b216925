package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A socket")
class SocketLimitsTest {
    private static final String LINE = "{'type': 'chat', 'text': '" + "🎉".repeat(500) + "'}";

    @TempDir
    Path home;

    @Test
    void that_takes_nothing_costs_the_others_nothing() {
        try (Server server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "pekko.http.server.socket-options.so-send-buffer-size", "16k",
                        "tutti.gateway.limits.chat.burst", 1_000_000,
                        "tutti.gateway.limits.text-bytes.burst", 1_000_000_000,
                        "tutti.gateway.limits.talk-by-address.burst", 1_000_000,
                        "tutti.gateway.socket.outbox-max", 64)))) {
            JsonNode room = Caller.openRoom(server);
            String roomId = room.path("roomId").asText();
            try (Guest ann = Guest.connected(server.socket())
                            .join(roomId, "Ann", room.path("token").asText());
                    Guest slow = Guest.notReading(server.socket()).join(roomId, "Slow")) {
                ann.next("user:joined");

                for (int i = 0; i < 5_000 && ann.all("user:left").isEmpty(); i++) {
                    for (int j = 0; j < 10; j++) {
                        ann.send(LINE);
                    }
                    ann.ask(LINE);
                }
                assertThat(ann.next("user:left")).isNotNull();
                assertThat(ann.ask("{'type': 'ping', 't0': 1}").path("type").asText())
                        .isEqualTo("pong");
                slow.readOn();

                JsonNode bye = slow.bye();
                assertThat(bye.path("code").asText()).isEqualTo("too-slow");
                assertThat(bye.path("mayReturn").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void that_takes_nothing_cannot_fill_the_memory_with_what_was_said() {
        try (Server server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "pekko.http.server.socket-options.so-send-buffer-size", "16k",
                        "tutti.gateway.limits.chat.burst", 1_000,
                        "tutti.gateway.limits.others.burst", 1_000,
                        "tutti.gateway.socket.sockets-by-address-max", 2)))) {
            JsonNode room = Caller.openRoom(server);
            String roomId = room.path("roomId").asText();
            try (Guest ann = Guest.connected(server.socket())
                            .join(roomId, "Ann", room.path("token").asText());
                    Guest slow = Guest.notReading(server.socket())) {
                assertThat(Guest.refusedWith(server.socket())).isEqualTo(429);
                for (int i = 0; i < 60; i++) {
                    ann.ask(LINE);
                }
                assertThat(ann.ask("{'type': 'chat:history', 'limit': 100}").path("messages"))
                        .hasSize(16);
                slow.join(roomId, "Slow");

                // Fewer than the frames that may wait.
                for (int i = 0; i < 200; i++) {
                    slow.send("{'type': 'chat:history'}");
                }

                assertThat(ann.next("user:left")).isNotNull();
                slow.readOn();
                assertThat(slow.bye().path("code").asText()).isEqualTo("too-slow");
            }
        }
    }

    @Test
    void that_says_nothing_is_dropped() {
        try (Server server =
                        Server.start(home, ConfigFactory.parseMap(Map.of("tutti.gateway.socket.silence-max", "1s")));
                Guest silent = Guest.connected(server.socket()).join("example", "Silent")) {

            assertThat(silent.bye().path("code").asText()).isEqualTo("too-slow");
        }
    }

    @Test
    void is_told_when_to_talk_again_where_its_room_has_enough() {
        try (Server server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "tutti.gateway.limits.react.burst", 1_000,
                        "tutti.gateway.limits.talk-by-address.burst", 1_000)))) {
            JsonNode room = Caller.openRoom(server);
            String roomId = room.path("roomId").asText();
            try (Guest ann = Guest.connected(server.socket())
                            .join(roomId, "Ann", room.path("token").asText());
                    Guest ben = Guest.connected(server.socket()).join(roomId, "Ben")) {
                for (int reaction = 0; reaction < 300; reaction++) {
                    ben.send("{'type': 'react', 'emoji': '🎉'}");
                }
                assertThat(ben.next("error").path("code").asText()).isEqualTo("rate-limited");
                assertThat(ben.next("error").path("retryAfterMs").asLong()).isEqualTo(1_000);

                ann.ask("{'type': 'settings', 'chat': 'slow', 'slowModeMs': 30000}");
                ben.ask(LINE);
                JsonNode tooSoon = ben.ask(LINE);

                assertThat(tooSoon.path("code").asText()).isEqualTo("rate-limited");
                assertThat(tooSoon.path("retryAfterMs").asLong()).isEqualTo(30_000);
            }
        }
    }

    @Test
    void is_sent_home_before_the_server_goes_and_finds_its_room_again() {
        Server before = Server.start(home, ConfigFactory.empty());
        String roomId = Caller.openRoom(before).path("roomId").asText();
        Guest ben = Guest.connected(before.socket()).join(roomId, "Ben");
        String token = ben.token();
        ben.ask("{'type': 'chat', 'text': 'see you'}");

        before.close();

        JsonNode bye = ben.bye();
        assertThat(bye.path("code").asText()).isEqualTo("draining");
        assertThat(bye.path("mayReturn").asBoolean()).isTrue();
        assertThat(bye.path("retryAfterMs").asLong()).isBetween(0L, 2_000L);
        try (Server server = Server.start(home, ConfigFactory.empty());
                Guest again = Guest.connected(server.socket()).join(roomId, "Ben", token)) {
            assertThat(again.at("/chat/messages/0/text")).isEqualTo("see you");
            assertThat(again.id()).isEqualTo(ben.id());
        }
    }

    @Test
    void finds_the_door_closed_when_an_address_opens_too_many_rooms() {
        try (Server server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "tutti.gateway.limits.rooms-by-address.burst", 2,
                        "tutti.gateway.socket.sockets-max", 1)))) {
            Caller.openRoom(server);
            Caller.openRoom(server);
            Caller.Answer third = Caller.post(server.uri("/api/rooms"), "{'roomName': 'one more'}");

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.json().path("code").asText()).isEqualTo("rate-limited");
            assertThat(Long.parseLong(third.header("Retry-After"))).isPositive();

            try (Guest only = Guest.connected(server.socket()).join("example", "Only")) {
                assertThat(Guest.refusedWith(server.socket())).isEqualTo(503);
                assertThat(only.isOpen()).isTrue();
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                try (Guest next = Guest.connected(server.socket())) {
                    return next.isOpen();
                } catch (RuntimeException stillCounted) {
                    return false;
                }
            });
        }
    }
}

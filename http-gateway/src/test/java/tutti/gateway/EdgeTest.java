package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import tutti.gateway.testing.Wire;

@DisplayName("At its edge, the gateway")
class EdgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TEXT = 0x81;
    private static final int COMPRESSED_TEXT = 0xC1;
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "tutti.gateway.http.origins", "https://pages.example",
                        "tutti.gateway.http.first-request-within", "1s",
                        "tutti.gateway.http.next-request-within", "2s")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/room/any-room",
                "/assets/app-1a2b.js",
                "/twitch/panel.html",
                "/twitch/try.html",
                "/api/rooms",
                "/api/rooms/no-such-room",
                "/status",
                "/status?room=no-such-room",
                "/media/track/example.mp3",
                "/media/film/master.m3u8",
                "/health/alive",
                "/ws",
                "/nothing/here"
            })
    void forbids_with_every_answer_what_no_page_of_ours_needs(String path) {
        Answer answer = Caller.get(server.uri(path));

        String policy = answer.header("Content-Security-Policy");
        assertThat(policy).contains("default-src").contains("frame-ancestors");
        String scripts = policy.replaceAll(".*(script-src[^;]*).*", "$1");
        assertThat(scripts).doesNotContain("'unsafe-inline'").doesNotContain("'unsafe-eval'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isIn("same-origin", "cross-origin");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("Strict-Transport-Security"))
                .as("there is no TLS")
                .isEmpty();
    }

    @Test
    void forbids_it_to_operators_too_and_with_what_it_cannot_read() {
        assertThat(Caller.get(server.managementUri("/metrics")).header("X-Content-Type-Options"))
                .isEqualTo("nosniff");
        try (Wire wire = new Wire(server)) {
            assertThat(wire.send("GET / HTTP/9.9\r\nHost: a\r\n\r\n").head())
                    .matches("(?s)HTTP/1.1 (400|505).*")
                    .contains("default-src 'none'");
        }
    }

    @Test
    void opens_no_socket_for_a_page_of_others() {
        try (Wire wire = new Wire(server)) {
            assertThat(wire.shakeHands("Origin: https://elsewhere.example\r\n").head())
                    .startsWith("HTTP/1.1 403");
        }
        try (Wire wire = new Wire(server)) {
            assertThat(wire.shakeHands("Origin: null\r\n").head()).startsWith("HTTP/1.1 403");
        }
        String own = "http://" + server.uri("/").getAuthority();
        for (String origin : new String[] {own, "https://pages.example"}) {
            try (Wire wire = new Wire(server)) {
                assertThat(wire.shakeHands("Origin: " + origin + "\r\n").head()).startsWith("HTTP/1.1 101");
            }
        }
    }

    @Test
    void lets_only_named_pages_of_others_read_what_it_answers() {
        Answer named = Caller.get(server.uri("/api/rooms"), "Origin", "https://pages.example");
        Answer foreign = Caller.get(server.uri("/api/rooms"), "Origin", "https://elsewhere.example");
        Answer leave = Caller.call("OPTIONS", server.uri("/api/rooms"), null, "Origin", "https://pages.example");
        Answer noLeave = Caller.call("OPTIONS", server.uri("/api/rooms"), null, "Origin", "https://elsewhere.example");

        assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("https://pages.example");
        assertThat(named.header("Vary")).contains("Origin");
        assertThat(named.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(leave.status()).isEqualTo(204);
        assertThat(leave.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(noLeave.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(Caller.get(server.uri("/status"), "Origin", "https://elsewhere.example")
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    void ends_a_connection_whose_first_request_trickles_in() {
        try (Wire wire = new Wire(server)) {
            wire.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> wire.hasEndedAfter("a"));
        }
    }

    @Test
    void ends_it_on_the_operators_port_too() {
        try (Wire wire = new Wire(server.managementUri("/"))) {
            wire.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> wire.hasEndedAfter("a"));
        }
    }

    @Test
    void ends_a_connection_whose_next_request_trickles_in_but_not_one_that_goes_on() {
        try (Wire wire = new Wire(server)) {
            wire.send("GET /health/alive HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 200");
            wire.send("GET /health/alive HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: ");

            assertThat(wire.rest()).contains("HTTP/1.1 200");
        }
    }

    @Test
    void waits_for_no_body_that_does_not_come() {
        try (Wire wire = new Wire(server)) {
            wire.send("POST /api/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{\"roomName\"");

            assertThat(wire.head()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void leaves_a_socket_open_for_longer_than_it_waits_for_a_request() {
        JsonNode room = Caller.openRoom(server);
        try (Guest guest =
                Guest.connected(server.socket()).join(room.path("roomId").asText(), "Ann")) {
            long began = System.nanoTime();

            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                guest.ask("{'type': 'ping', 't0': 1}");
                return Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 4;
            });

            assertThat(guest.isOpen()).isTrue();
        }
    }

    @Test
    void reads_no_header_that_is_too_long_and_not_too_many() {
        String tooLong = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n";
        String tooMany = "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X-Many: x\r\n".repeat(200) + "\r\n";

        try (Wire wire = new Wire(server)) {
            assertThat(wire.send(tooLong).head()).matches("(?s)HTTP/1.1 (400|431).*");
        }
        try (Wire wire = new Wire(server)) {
            assertThat(wire.send(tooMany).head()).matches("(?s)HTTP/1.1 (400|431).*");
        }
    }

    @Test
    void takes_nothing_that_is_compressed() {
        try (Wire wire = new Wire(server)) {
            String head = wire.shakeHands("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")
                    .head();
            assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("sec-websocket-extensions");

            wire.sendFrame(COMPRESSED_TEXT, "{}");

            wire.rest();
        }
        String body = "{\"roomName\": \"x\"}";
        try (Wire wire = new Wire(server)) {
            wire.send("POST /api/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Encoding: gzip\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(wire.head()).startsWith("HTTP/1.1 415");
        }
    }

    @Test
    void breaks_off_with_frames_that_are_none() {
        try (Wire reserved = new Wire(server);
                Wire reservedControl = new Wire(server);
                Wire extended = new Wire(server);
                Wire endless = new Wire(server)) {
            List<Wire> wires = List.of(reserved, reservedControl, extended, endless);
            for (Wire wire : wires) {
                assertThat(wire.shakeHands("").head()).startsWith("HTTP/1.1 101");
            }

            reserved.sendFrame(0x83, "{}");
            reservedControl.sendFrame(0x8B, "{}");
            extended.sendFrame(0x91, "{}");
            // Longer than anything can be.
            endless.send(new byte[] {(byte) TEXT, (byte) 0xFF, 127, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0});

            // Each waits a while for a goodbye that does not come, so all wait together.
            wires.forEach(Wire::rest);
        }
        assertThat(Caller.get(server.uri("/health/alive")).status()).isEqualTo(200);
    }

    @Test
    void counts_nobody_by_what_they_say_of_themselves() {
        int last = 0;
        for (int i = 0; i < 200 && last != 429; i++) {
            last = Caller.call(
                            "POST",
                            server.uri("/api/telemetry"),
                            "{}",
                            "Content-Type",
                            "application/json",
                            "X-Forwarded-For",
                            "192.0.2." + i)
                    .status();
        }

        assertThat(last).isEqualTo(429);
    }
}

package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Server;

@DisplayName("Over HTTP, the gateway")
class HttpTest {
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
    void opens_a_room_and_hands_out_its_link_and_token() {
        Answer answer = Caller.post(server.uri("/api/rooms"), "{'roomName': 'Quiet', 'access': {'listed': false}}");

        JsonNode opened = answer.json();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(opened.path("url").asText())
                .isEqualTo(server.uri("/room/" + opened.path("roomId").asText()).toString());
        assertThat(opened.path("inviteUrl").asText()).startsWith("http://127.0.0.1:");
        assertThat(opened.path("token").asText()).isNotEmpty();
        JsonNode described = Caller.get(
                        server.uri("/api/rooms/" + opened.path("roomId").asText()))
                .json();
        assertThat(described.path("source").isNull()).isTrue();
        assertThat(described.path("state").isNull()).isTrue();
        assertThat(described.at("/access/listed").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /nothing/here                 | 404 | not-found",
                "GET    | /api/rooms/no-such-room       | 404 | room-not-found",
                "GET    | /api/rooms/NOT%20AN%20ID      | 404 | room-not-found",
                "GET    | /api/rooms/no-such-room/stats | 404 | room-not-found",
                "GET    | /status?room=no-such-room     | 404 | room-not-found",
                "GET    | /status?room=..               | 404 | room-not-found",
                "GET    | /api/rooms?limit=0            | 400 | bad-message",
                "GET    | /api/rooms?limit=x            | 400 | bad-message",
                "PUT    | /api/rooms                    | 405 | method-not-allowed",
                "POST   | /status                       | 405 | method-not-allowed",
                "DELETE | /api/rooms/example            | 401 | unauthorized",
                "GET    | /ws                           | 426 | upgrade-required",
                "GET    | /media/track/nothing.mp3      | 404 | not-found",
                "GET    | /media/nothing.mp3            | 403 | not-allowed"
            })
    void says_no_with_a_code(String method, String path, int status, String code) {
        Answer answer = Caller.call(method, server.uri(path), null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{'roomName': 7}",
                "{'roomName': ''}",
                "{'roomName': 'a', 'roomName': 'b'}",
                "{'roomName': 'a'} {}",
                "{'roomName': 'a', 'source': {'kind': 'video', 'src': 'javascript:alert(1)'}}",
                "{'roomName': 'a', 'source': {'kind': 'video', 'src': 'data:text/html,x'}}",
                "{'roomName': 'a', 'source': {'kind': 'video', 'src': '//elsewhere.example/x'}}",
                "{'roomName': 'a', 'source': {'kind': 'VIDEO', 'src': '/x.m3u8'}}",
                "{'roomName': 'a', 'source': {'kind': 'video', 'src': '/x.m3u8', 'duration': '120'}}",
                "{'roomName': 'a', 'source': {'kind': 'video', 'src': '/x.m3u8', 'duration': 1e999}}",
                "{'roomName': 'a', 'settings': {'membersMax': 0}}",
                "{'roomName': 'a', 'settings': {'control': 'nobody'}}",
                "{'roomName': 'a', 'access': 'open'}"
            })
    void takes_no_room_that_cannot_be(String body) {
        Answer answer = Caller.post(server.uri("/api/rooms"), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("bad-message");
    }

    @Test
    void takes_no_body_that_is_too_large_or_no_json() {
        Answer large = Caller.post(server.uri("/api/rooms"), "{'roomName': '" + "x".repeat(20_000) + "'}");
        String announced = Caller.raw(
                server,
                "POST /api/rooms HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n");
        Answer form = Caller.call(
                "POST", server.uri("/api/rooms"), "roomName=x", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(announced).startsWith("HTTP/1.1 413 ").contains("too-large");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.json().path("code").asText()).isEqualTo("too-large");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.json().path("code").asText()).isEqualTo("unsupported-media-type");
    }

    @Test
    void lets_only_the_host_close_a_room() {
        JsonNode room = Caller.openRoom(server);
        JsonNode other = Caller.openRoom(server);
        var uri = server.uri("/api/rooms/" + room.path("roomId").asText());
        JsonNode guest = Caller.post(
                        server.uri("/api/rooms/" + room.path("roomId").asText() + "/tokens"), "{'name': 'Ben'}")
                .json();

        assertThat(Caller.call("DELETE", uri, null, "Authorization", "Bearer nonsense")
                        .status())
                .isEqualTo(401);
        assertThat(Caller.call("DELETE", uri, null, "Authorization", bearer(other))
                        .status())
                .isEqualTo(401);
        Answer asGuest = Caller.call("DELETE", uri, null, "Authorization", bearer(guest));
        assertThat(asGuest.status()).isEqualTo(403);
        assertThat(asGuest.json().path("code").asText()).isEqualTo("not-allowed");
        assertThat(Caller.call("DELETE", uri, null, "Authorization", bearer(room))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void lists_rooms_page_by_page() {
        Caller.openRoom(server);
        Caller.openRoom(server);

        await().until(() ->
                Caller.get(server.uri("/api/rooms")).json().path("rooms").size() >= 3);
        JsonNode first = Caller.get(server.uri("/api/rooms?limit=1")).json();
        JsonNode second = Caller.get(server.uri(
                        "/api/rooms?limit=1&after=" + first.path("next").asText()))
                .json();

        assertThat(first.path("rooms")).hasSize(1);
        assertThat(second.path("rooms")).hasSize(1);
        assertThat(second.at("/rooms/0/roomId")).isNotEqualTo(first.at("/rooms/0/roomId"));
    }

    @Test
    void serves_the_same_page_for_the_start_and_every_room() {
        Answer start = Caller.get(server.uri("/"));
        Answer room = Caller.get(server.uri("/room/any-room"));

        assertThat(start.text()).contains("<title>Tutti</title>").isEqualTo(room.text());
        assertThat(start.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
        assertThat(start.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(start.header("Content-Security-Policy"))
                .contains("script-src 'self' 'wasm-unsafe-eval';")
                .contains("object-src 'none'");
        assertThat(start.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(start.header("Cross-Origin-Embedder-Policy")).isEqualTo("credentialless");
        assertThat(start.header("Server")).isEmpty();
        assertThat(Caller.get(server.uri("/"), "If-None-Match", start.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void serves_what_the_build_compressed() {
        var uri = server.uri("/assets/app-1a2b.js");

        Answer plain = Caller.get(uri);
        Answer brotli = Caller.get(uri, "Accept-Encoding", "gzip, deflate, br");
        Answer gzip = Caller.get(uri, "Accept-Encoding", "gzip, br;q=0");

        assertThat(plain.text()).isEqualTo("console.log('plain')");
        assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(brotli.header("Content-Encoding")).isEqualTo("br");
        assertThat(brotli.header("Content-Type")).startsWith("text/javascript");
        assertThat(brotli.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzip.header("ETag")).isNotEqualTo(brotli.header("ETag"));
    }

    @Test
    void lets_the_scripts_of_the_build_run_as_workers_of_an_isolated_page() {
        Answer script = Caller.get(server.uri("/assets/app-1a2b.js"));

        assertThat(script.header("Cross-Origin-Embedder-Policy")).isEqualTo("credentialless");
        assertThat(script.header("Content-Security-Policy")).contains("script-src 'self' 'wasm-unsafe-eval'");
        assertThat(script.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%2e%2e/secret.txt",
                "/assets/%2e%2e/%2e%2e/secret.txt",
                "/media/..%2f..%2fsecret.txt",
                "/media/%2e%2e/secret.txt",
                "/media/track%2fexample.mp3",
                "/media//etc/passwd",
                "/media/%00",
                "/.hidden",
                "/assets/..%5c..%5csecret.txt"
            })
    void shows_nothing_outside_its_folders(String path) {
        Answer answer = Caller.get(server.uri(path));

        assertThat(answer.status()).isIn(400, 403, 404);
        assertThat(answer.text()).doesNotContain("not for you");
    }

    @Test
    void serves_media_in_pieces_to_everyone() {
        var uri = server.uri("/media/track/example.mp3");

        Answer whole = Caller.get(uri, "Origin", "https://elsewhere.example");
        Answer piece = Caller.get(uri, "Range", "bytes=70000-70003");
        Answer end = Caller.get(uri, "Range", "bytes=99999-");
        Answer suffix = Caller.get(uri, "Range", "bytes=-2");
        Answer outside = Caller.get(uri, "Range", "bytes=100000-");
        Answer changed = Caller.get(uri, "Range", "bytes=0-1", "If-Range", "\"older\"");

        assertThat(whole.response().body()).hasSize(100_000);
        assertThat(whole.header("Content-Type")).isEqualTo("audio/mpeg");
        assertThat(whole.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(piece.status()).isEqualTo(206);
        assertThat(piece.header("Content-Range")).isEqualTo("bytes 70000-70003/100000");
        assertThat(piece.response().body())
                .isEqualTo(Arrays.copyOfRange(whole.response().body(), 70_000, 70_004));
        assertThat(end.response().body()).hasSize(1);
        assertThat(suffix.header("Content-Range")).isEqualTo("bytes 99998-99999/100000");
        assertThat(outside.status()).isEqualTo(416);
        assertThat(outside.header("Content-Range")).isEqualTo("bytes */100000");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(Caller.get(uri, "If-None-Match", whole.header("ETag")).status())
                .isEqualTo(304);
        Answer head = Caller.call("HEAD", uri, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("100000");
        assertThat(Caller.call("OPTIONS", uri, null).header("Access-Control-Allow-Headers"))
                .contains("Range");
    }

    @Test
    void names_the_types_of_media() {
        assertThat(Caller.get(server.uri("/media/film/thumbnails.vtt")).header("Content-Type"))
                .isEqualTo("text/vtt; charset=UTF-8");
        assertThat(Caller.get(server.uri("/api/samples"))
                        .json()
                        .at("/samples/0/id")
                        .asText())
                .isEqualTo("track");
    }

    @Test
    void serves_the_panel_under_twitchs_policy() {
        Answer panel = Caller.get(server.uri("/twitch/panel.html"));
        Answer trying = Caller.get(server.uri("/twitch/try.html"));

        assertThat(panel.header("Content-Security-Policy"))
                .contains("script-src 'self' http://127.0.0.1:")
                .contains("https://extension-files.twitch.tv")
                .contains("frame-ancestors 'self'")
                .doesNotContain("script-src 'unsafe-inline'");
        assertThat(trying.status()).isEqualTo(200);
        assertThat(trying.header("Content-Security-Policy")).contains("script-src 'self' 'wasm-unsafe-eval';");
        assertThat(trying.header("Cross-Origin-Embedder-Policy"))
                .as("its frame is not isolated")
                .isEmpty();
    }

    @Test
    void counts_what_browsers_measured() {
        Answer taken = Caller.post(
                server.uri("/api/telemetry"),
                "{'joinMs': 120.5, 'firstFrameMs': 900, 'stalls': 2, 'driftMs': -14, 'error': 'cors', 'more': 1}");
        Answer absurd = Caller.post(server.uri("/api/telemetry"), "{'joinMs': -1}");

        assertThat(taken.status()).isEqualTo(204);
        assertThat(absurd.status()).isEqualTo(400);
        assertThat(Caller.get(server.managementUri("/metrics")).text())
                .contains("tutti_client_errors_total{kind=\"cors\"} 1.0")
                .contains("tutti_client_drift_ms_bucket{le=\"25.0\"} 1")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void tells_operators_how_it_is_and_what_each_figure_means() {
        String told = Caller.get(server.managementUri("/metrics")).text();

        assertThat(told).contains("tutti_ready 1.0", "tutti_cluster_nodes 1.0", "# TYPE tutti_rooms gauge");
        assertThat(told.lines().filter(line -> line.startsWith("# HELP tutti_")))
                .hasSizeGreaterThan(10)
                .as("each says more than its name")
                .noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void tells_whether_it_lives_and_whether_it_is_ready() {
        assertThat(Caller.get(server.uri("/health/alive")).status()).isEqualTo(200);
        assertThat(Caller.get(server.uri("/health/ready")).status()).isEqualTo(200);
        assertThat(Caller.get(server.managementUri("/health/ready")).status()).isEqualTo(200);
        assertThat(Caller.get(server.uri("/metrics")).status()).isEqualTo(404);
    }

    @Test
    void believes_no_host_that_is_none() {
        String answer = Caller.raw(
                server, "GET /twitch/panel.html HTTP/1.1\r\nHost: a;script-src*\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("bad-message").doesNotContain("script-src*");
    }

    @Test
    void keeps_the_brackets_of_an_address() {
        String body = "{\"roomName\": \"Six\"}";
        String answer = Caller.raw(
                server,
                "POST /api/rooms HTTP/1.1\r\nHost: [::1]:8191\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer).contains("\"http://[::1]:8191/room/");
    }

    @Test
    void says_the_same_status_twice_of_what_is_no_request() {
        String answer =
                Caller.raw(server, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 414").contains("\"status\":414");
    }

    @Test
    void takes_plain_text_for_json_only_from_a_page_that_goes() {
        String[] asText = {"Content-Type", "text/plain"};

        assertThat(Caller.call("POST", server.uri("/api/rooms"), "{\"roomName\": \"a\"}", asText)
                        .status())
                .isEqualTo(415);
        assertThat(Caller.call("POST", server.uri("/api/telemetry"), "{\"stalls\": 1}", asText)
                        .status())
                .isEqualTo(204);
    }

    private static String bearer(JsonNode holder) {
        return "Bearer " + holder.path("token").asText();
    }
}

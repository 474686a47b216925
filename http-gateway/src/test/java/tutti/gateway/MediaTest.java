package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
import tutti.gateway.testing.Server;
import tutti.gateway.testing.TurnedClock;

@DisplayName("A film")
class MediaTest {
    private static final TurnedClock CLOCK = new TurnedClock();
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "tutti.gateway.http.origins", "https://pages.example, https://Other.example",
                        "tutti.gateway.media.bunny.host", "vz-example.b-cdn.net",
                        "tutti.gateway.media.bunny.key", "tutti-test-key")),
                CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void is_played_under_the_address_its_room_gives() {
        JsonNode room = room("/media/film/master.m3u8");

        JsonNode told = playback(room).json();

        String url = told.path("url").asText();
        assertThat(url).startsWith(server.uri("/bcdn_token=HS256-").toString()).endsWith("/media/film/master.m3u8");
        assertThat(told.path("expiresAt").asLong()).isBetween(CLOCK.nowMs() + 590_000, CLOCK.nowMs() + 600_000);
        Answer master = Caller.get(URI.create(url));
        assertThat(master.status()).isEqualTo(200);
        assertThat(master.header("Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(master.header("Cache-Control")).startsWith("private");
        Answer index = Caller.get(URI.create(url).resolve("low/index.m3u8"));
        Answer piece = Caller.get(URI.create(url).resolve("low/0.m4s"), "Range", "bytes=0-1");
        assertThat(index.status()).isEqualTo(200);
        assertThat(piece.status()).isEqualTo(206);
        assertThat(piece.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void is_not_played_without_one() {
        Answer film = Caller.get(server.uri("/media/film/master.m3u8"));
        Answer poster = Caller.get(server.uri("/media/film/poster.jpg"), "Referer", "https://elsewhere.example/");

        assertThat(film.status()).isEqualTo(403);
        assertThat(film.json().path("code").asText()).isEqualTo("not-allowed");
        assertThat(poster.status()).isEqualTo(200);
    }

    @Test
    void is_told_of_to_nobody_who_is_not_in_the_room() {
        JsonNode room = room("/media/film/master.m3u8");
        JsonNode other = room("/media/film/master.m3u8");
        URI uri = server.uri("/api/rooms/" + room.path("roomId").asText() + "/playback-url");

        assertThat(Caller.get(uri).status()).isEqualTo(401);
        assertThat(Caller.get(uri, "Authorization", "Bearer nonsense").status()).isEqualTo(401);
        assertThat(Caller.get(uri, "Authorization", bearer(other)).status()).isEqualTo(401);
    }

    @Test
    void has_another_address_after_a_pause_of_an_hour() {
        JsonNode room = room("/media/film/master.m3u8");
        URI before = URI.create(playback(room).json().path("url").asText());
        URI whole =
                URI.create(playback(room, "?renews=false").json().path("url").asText());

        CLOCK.turn(Duration.ofHours(1));

        assertThat(Caller.get(before).status()).isEqualTo(403);
        assertThat(Caller.get(before.resolve("low/0.m4s")).status()).isEqualTo(403);
        assertThat(Caller.get(whole).status()).isEqualTo(200);
        JsonNode again = playback(room).json();
        assertThat(Caller.get(URI.create(again.path("url").asText())).status()).isEqualTo(200);
        assertThat(again.path("expiresAt").asLong()).isGreaterThan(CLOCK.nowMs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bcdn_token=/media/film/master.m3u8",
                "/bcdn_token=x&expires=9999999999/media/film/master.m3u8",
                "/bcdn_token=x&token_path=%2F&expires=9999999999/media/film/master.m3u8",
                "/bcdn_token=x&token_path=%2Fmedia%2Ffilm%2F&expires=99999999999999999999/media/film/master.m3u8",
                "/bcdn_token=x&token_path=%2Fmedia%2Ffilm%2F&expires=-1/media/film/master.m3u8",
                "/bcdn_token=x&bcdn_token=y&token_path=%2F&expires=9999999999/media/film/master.m3u8",
                "/bcdn_token/media/film/master.m3u8"
            })
    void is_not_played_under_an_address_somebody_made_up(String path) {
        assertThat(Caller.get(server.uri(path)).status()).isIn(403, 404);
    }

    @Test
    void is_not_played_under_an_address_somebody_changed() {
        String url =
                playback(room("/media/film/master.m3u8")).json().path("url").asText();

        assertThat(Caller.get(URI.create(url.replaceAll("expires=\\d+", "expires=9999999999")))
                        .status())
                .isEqualTo(403);
        assertThat(Caller.get(URI.create(url.replace("token_path=%2Fmedia%2Ffilm%2F", "token_path=%2Fmedia%2F")))
                        .status())
                .isEqualTo(403);
        assertThat(Caller.get(URI.create(url.replace("&expires", "&limit=5&expires")))
                        .status())
                .isEqualTo(403);
        assertThat(Caller.get(URI.create(url.replace("/media/film/", "/media/other/")))
                        .status())
                .isEqualTo(403);
        assertThat(Caller.get(URI.create(url).resolve("../subs.vtt")).status()).isEqualTo(403);
    }

    @Test
    void is_not_shown_on_a_page_of_others() {
        URI url = URI.create(
                playback(room("/media/film/master.m3u8")).json().path("url").asText());
        String ours = "http://" + url.getAuthority();

        assertThat(Caller.get(url, "Origin", "https://elsewhere.example").status())
                .isEqualTo(403);
        assertThat(Caller.get(url, "Referer", "https://elsewhere.example/page").status())
                .isEqualTo(403);
        assertThat(Caller.get(url, "Origin", "null").status()).isEqualTo(403);
        assertThat(Caller.get(url, "Referer", "https://pages.example.elsewhere.example/")
                        .status())
                .isEqualTo(403);
        assertThat(Caller.get(url, "Origin", ours).status()).isEqualTo(200);
        assertThat(Caller.get(url, "Referer", ours + "/room/x").status()).isEqualTo(200);
        assertThat(Caller.get(url, "Origin", "https://pages.example").status()).isEqualTo(200);
        assertThat(Caller.get(url, "Referer", "https://other.example/room/x").status())
                .isEqualTo(200);
    }

    @Test
    void of_somebody_else_is_signed_where_its_host_asks_for_it() {
        String bunny = playback(room("https://vz-example.b-cdn.net/1111/playlist.m3u8"))
                .json()
                .path("url")
                .asText();
        JsonNode plain =
                playback(room("https://cdn.example/film/master.m3u8?a=b")).json();

        assertThat(bunny)
                .matches("https://vz-example\\.b-cdn\\.net/bcdn_token=HS256-[A-Za-z0-9_-]{43}"
                        + "&token_path=%2F1111%2F&expires=\\d+/1111/playlist\\.m3u8");
        assertThat(plain.path("url").asText()).isEqualTo("https://cdn.example/film/master.m3u8?a=b");
        assertThat(plain.path("expiresAt").isNull()).isTrue();
    }

    @Test
    void that_lies_in_no_folder_of_its_own_is_one_file() {
        URI url =
                URI.create(playback(room("/media/film.m3u8")).json().path("url").asText());

        assertThat(Caller.get(url).status()).isEqualTo(200);
        assertThat(Caller.get(url.resolve("subs.vtt")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/media/",
                "/media/?x",
                "/media/#x",
                "/media/film/",
                "/media//film/master.m3u8",
                "/media/film/../catalog.json",
                "/media/%2e%2e/x",
                "/media/film/a b",
                "/media/%zz",
                "https://vz-example.b-cdn.net",
                "https://vz-example.b-cdn.net/",
                "https://vz-example.b-cdn.net/1111/",
                "https://vz-example.b-cdn.net/1111/a.m3u8?token_path=%2F",
                "https://vz-example.b-cdn.net/1111/a.m3u8?a=1&a=2"
            })
    void that_is_none_has_nothing_signed(String src) {
        JsonNode told = playback(room(src)).json();

        assertThat(told.path("url").asText()).endsWith(src).doesNotContain("bcdn_token");
        assertThat(told.path("expiresAt").isNull()).isTrue();
    }

    @Test
    void that_anybody_may_have_needs_no_signature() {
        JsonNode track = playback(room("/media/track/example.mp3")).json();

        assertThat(track.path("url").asText())
                .isEqualTo(server.uri("/media/track/example.mp3").toString());
        assertThat(track.path("expiresAt").isNull()).isTrue();
    }

    private static JsonNode room(String src) {
        Answer opened = Caller.post(
                server.uri("/api/rooms"),
                "{'roomName': 'Film', 'source': {'kind': 'video', 'src': '" + src + "', 'duration': 120}}");
        return opened.json();
    }

    private static Answer playback(JsonNode room) {
        return playback(room, "");
    }

    private static Answer playback(JsonNode room, String query) {
        Answer told = Caller.get(
                server.uri("/api/rooms/" + room.path("roomId").asText() + "/playback-url" + query),
                "Authorization",
                bearer(room));
        assertThat(told.status()).isEqualTo(200);
        return told;
    }

    private static String bearer(JsonNode room) {
        return "Bearer " + room.path("token").asText();
    }
}

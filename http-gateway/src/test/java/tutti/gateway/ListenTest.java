package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.audio.opus.Music;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.LiveHost;
import tutti.gateway.testing.Player;
import tutti.gateway.testing.Server;

@DisplayName("A room's live sound in any player")
class ListenTest {
    private static final int BY_ADDRESS_MAX = 30;
    private static final String[] FROM_ELSEWHERE = {"X-Forwarded-For", "203.0.113.7"};
    /** What a decoder that begins is given to find its way, and nobody hears. */
    private static final int PRE_SKIP = 3_840;

    private static final Music MUSIC = Music.ofSeconds(12);
    private static final List<ByteString> OPUS = MUSIC.opus();

    private static Server server;

    private Guest ann;
    private String roomId;
    private String token;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(
                home,
                ConfigFactory.parseString("tutti.gateway.listen.listeners-by-address-max = " + BY_ADDRESS_MAX
                        + ", tutti.gateway.http.behind-proxy = on"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void seat() {
        JsonNode room = Caller.openRoom(server);
        roomId = room.path("roomId").asText();
        token = room.path("token").asText();
        ann = Guest.connected(server.socket()).join(roomId, "Ann", token);
    }

    @AfterEach
    void leave() {
        ann.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?quality=low"})
    void is_joined_in_the_middle_and_sounds_as_it_was_sent(String quality) throws IOException, InterruptedException {
        try (LiveHost host = heard(LiveHost.on(ann, OPUS));
                Player first = Player.tunedTo(listen(quality))) {
            await().until(() -> host.sent().size() > 100);
            first.pages(12);

            assertThat(run(
                            "ffprobe",
                            "-v",
                            "error",
                            "-show_entries",
                            "stream=codec_name,sample_rate,channels",
                            "-of",
                            "csv=p=0",
                            listen(quality).toString()))
                    .isEqualTo("opus,48000,2\n");
            Music heard = decoded(listen(quality));

            assertThat(heard.length()).isEqualTo(3 * 48_000);
            assertThat(heard.likenessAnywhere(MUSIC, PRE_SKIP)).isGreaterThan(0.95);
        }
    }

    @Test
    void is_told_of_over_http_as_over_sockets() {
        try (LiveHost host = heard(LiveHost.on(ann, OPUS));
                Guest ben = Guest.connected(server.socket()).join(roomId, "Ben")) {
            await().untilAsserted(() -> {
                JsonNode stats = Caller.get(server.uri("/api/rooms/" + roomId + "/stats"))
                        .json();
                assertThat(stats.path("bitrate").asInt()).isBetween(90, 160);
                assertThat(stats.path("latency").asInt()).isBetween(250, 1_000);
                assertThat(stats.path("listening").asInt()).isPositive();
                assertThat(stats.path("quality").asText()).isEqualTo("high");
                assertThat(stats.path("bufferLevel").asInt()).isEqualTo(100);
                assertThat(stats.path("duration").asDouble()).isBetween(0.0, 60.0);
            });
            assertThat(ben.next("broadcast:stats").path("latency").asInt()).isBetween(250, 1_000);
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_told_of_in_figures_to_the_first_who_asks() {
        try (LiveHost host = heard(LiveHost.on(ann, OPUS))) {
            JsonNode stats =
                    Caller.get(server.uri("/api/rooms/" + roomId + "/stats")).json();

            assertThat(stats.path("bitrate").asInt()).isPositive();
            assertThat(stats.path("latency").asInt()).isBetween(250, 1_000);
            assertThat(stats.path("quality").asText()).isEqualTo("high");
            assertThat(stats.path("listening").isInt()).isTrue();
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void marks_its_room_in_the_list_for_as_long_as_it_lasts() {
        try (LiveHost host = heard(LiveHost.on(ann))) {
            await().atMost(Duration.ofSeconds(20)).until(this::isListedAsLive);
            assertThat(Caller.get(server.uri("/api/rooms/" + roomId))
                            .json()
                            .path("isLive")
                            .asBoolean())
                    .isTrue();

            ann.ask("{'type': 'broadcast:stop'}");

            await().atMost(Duration.ofSeconds(20)).until(() -> !isListedAsLive());
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_there_with_two_seconds_at_once_for_who_comes_later() {
        try (LiveHost host = heard(LiveHost.on(ann));
                Player first = Player.tunedTo(listen(""))) {
            List<Player.Page> firsts = first.pages(2 + 30);

            try (Player second = Player.tunedTo(listen(""))) {
                List<Player.Page> seconds = second.pages(2 + 1);
                assertThat(seconds.get(0).body()).isEqualTo(firsts.get(0).body());
                assertThat(seconds.get(1).body()).isEqualTo(firsts.get(1).body());
                assertThat(firsts.getLast().number() - seconds.getLast().number())
                        .isBetween(10, 20);
                assertThat(firsts)
                        .anySatisfy(page -> assertThat(page.body())
                                .isEqualTo(seconds.getLast().body()));
            }
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void ends_with_its_last_page_when_the_host_stops() {
        try (LiveHost host = heard(LiveHost.on(ann));
                Player player = Player.tunedTo(listen(""))) {
            player.pages(5);

            ann.ask("{'type': 'broadcast:stop'}");

            assertThat(player.last().isLast()).isTrue();
            assertThat(host.sent()).isNotEmpty();
        }
        assertThat(code(Caller.get(listen("")))).isEqualTo("404 not-live");
    }

    @Test
    void goes_on_in_the_same_stream_when_the_host_comes_back() {
        try (Player player = interrupted();
                Guest again = Guest.connected(server.socket()).join(roomId, "Ann", token);
                LiveHost host = LiveHost.on(again)) {
            Player.Page later = player.pages(10).getLast();

            again.ask("{'type': 'broadcast:stop'}");

            assertThat(later.isLast()).isFalse();
            assertThat(player.last().isLast()).isTrue();
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_for_every_page_of_the_world_and_kept_by_no_cache() {
        try (LiveHost host = heard(LiveHost.on(ann))) {
            Caller.Answer head = Caller.call("HEAD", listen(""), null);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).isEqualTo("audio/ogg");
            assertThat(head.header("Cache-Control")).isEqualTo("no-store");
            assertThat(head.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(Caller.call("OPTIONS", listen(""), null).status()).isEqualTo(204);
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_not_there_where_nobody_is_live_or_nothing_is() {
        assertThat(code(Caller.get(listen("")))).isEqualTo("404 not-live");
        assertThat(code(Caller.get(listen("?quality=best")))).isEqualTo("400 bad-message");
        assertThat(code(Caller.get(server.uri("/rooms/no-such-room/listen.ogg"))))
                .isEqualTo("404 room-not-found");
        assertThat(code(Caller.get(server.uri("/rooms/NO/listen.ogg")))).isEqualTo("404 room-not-found");
        assertThat(code(Caller.call("POST", listen(""), "{}"))).isEqualTo("405 method-not-allowed");
    }

    @Test
    void ends_with_the_room() {
        try (LiveHost host = heard(LiveHost.on(ann));
                Player player = Player.tunedTo(listen(""))) {
            player.pages(5);

            Caller.call("DELETE", server.uri("/api/rooms/" + roomId), null, "Authorization", "Bearer " + token);

            assertThat(player.last().isLast()).isTrue();
            assertThat(host.sent()).isNotEmpty();
        }
        assertThat(code(Caller.get(listen("")))).isEqualTo("410 room-closed");
    }

    @Test
    void is_for_so_many_of_one_address_and_for_the_next_when_one_has_gone() {
        List<Player> players = new ArrayList<>();
        try (LiveHost host = heard(LiveHost.on(ann))) {
            while (players.size() < BY_ADDRESS_MAX) {
                Player player = Player.tunedTo(listen(""), FROM_ELSEWHERE);
                player.pages(2);
                players.add(player);
            }
            assertThat(code(Caller.get(listen(""), FROM_ELSEWHERE))).isEqualTo("429 rate-limited");

            players.removeFirst().close();

            await().until(() -> {
                try (Player next = Player.tunedTo(listen(""), FROM_ELSEWHERE)) {
                    return next.status() == 200;
                }
            });
            assertThat(host.sent()).isNotEmpty();
        } finally {
            players.forEach(Player::close);
        }
    }

    @Test
    void is_for_no_more_of_one_address_when_many_come_at_once() {
        List<CompletableFuture<Player>> coming = new ArrayList<>();
        try (LiveHost host = heard(LiveHost.on(ann));
                ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int each = 0; each < 3 * BY_ADDRESS_MAX; each++) {
                coming.add(CompletableFuture.supplyAsync(
                        () -> Player.tunedTo(listen(""), "X-Forwarded-For", "203.0.113.8"), all));
            }

            List<Integer> statuses = coming.stream()
                    .map(CompletableFuture::join)
                    .map(Player::status)
                    .toList();
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(BY_ADDRESS_MAX);
            assertThat(host.sent()).isNotEmpty();
        } finally {
            coming.forEach(player -> player.join().close());
        }
    }

    @Test
    void keeps_no_node_that_leaves(@TempDir Path home) {
        Server leaving = Server.start(home, ConfigFactory.empty());
        JsonNode room = Caller.openRoom(leaving);
        String id = room.path("roomId").asText();
        try (Guest host = Guest.connected(leaving.socket())
                        .join(id, "Ann", room.path("token").asText());
                LiveHost live = LiveHost.on(host)) {
            URI listen = leaving.uri("/rooms/" + id + "/listen.ogg");
            await().until(() -> Caller.call("HEAD", listen, null).status() == 200);
            Player player = Player.tunedTo(listen);
            player.pages(5);

            CompletableFuture<Void> closed = CompletableFuture.runAsync(leaving::close);

            player.playOut();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(9));
            assertThat(live.sent()).isNotEmpty();
        }
    }

    /** In the middle of the host's sound, whose wire has broken. */
    private Player interrupted() {
        try (LiveHost host = heard(LiveHost.on(ann))) {
            Player player = Player.tunedTo(listen(""));
            player.pages(5);
            assertThat(host.sent()).isNotEmpty();
            ann.close();
            return player;
        }
    }

    private boolean isListedAsLive() {
        for (JsonNode room :
                Caller.get(server.uri("/api/rooms?limit=100")).json().path("rooms")) {
            if (room.path("roomId").asText().equals(roomId)) {
                return room.path("isLive").asBoolean();
            }
        }
        return false;
    }

    /** Once this node's copy of the room knows of it, a moment after the host does. */
    private LiveHost heard(LiveHost host) {
        await().until(() -> Caller.call("HEAD", listen(""), null).status() == 200);
        return host;
    }

    private URI listen(String query) {
        return server.uri("/rooms/" + roomId + "/listen.ogg" + query);
    }

    private Music decoded(URI from) throws IOException, InterruptedException {
        Path samples = directory.resolve("samples");
        String said =
                run("ffmpeg", "-v", "error", "-y", "-i", from.toString(), "-t", "3", "-f", "s16le", samples.toString());
        assertThat(said).isEmpty();
        return Music.of(Files.readAllBytes(samples));
    }

    private static String code(Caller.Answer answer) {
        return answer.status() + " " + answer.json().path("code").asText();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

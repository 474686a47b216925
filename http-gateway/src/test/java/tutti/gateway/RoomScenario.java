package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

/** A room from its opening to its end, through a real port, whatever database it stands on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RoomScenario {
    private Server server;
    private JsonNode room;
    private String roomId;

    abstract Config database();

    @BeforeAll
    void start(@TempDir Path home) {
        server = Server.start(home, database());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        room = Caller.openRoom(server);
        roomId = room.path("roomId").asText();
    }

    @Test
    void tells_a_newcomer_all_there_is_to_know() {
        try (Guest ann = ann()) {
            JsonNode joined = ann.joined();

            assertThat(joined.path("re").asText()).isEqualTo("join");
            assertThat(joined.path("protocol").asInt()).isEqualTo(1);
            assertThat(joined.at("/you/id").asText())
                    .isEqualTo(room.path("hostId").asText());
            assertThat(joined.at("/you/role").asText()).isEqualTo("host");
            assertThat(joined.at("/room/roomName").asText()).isEqualTo("Friday film");
            assertThat(joined.at("/state/kind").asText()).isEqualTo("video");
            assertThat(joined.at("/state/isPlaying").isBoolean()).isTrue();
            assertThat(joined.at("/presence/total").asInt()).isEqualTo(1);
            assertThat(joined.at("/presence/users/0/suspended").isNull()).isTrue();
            assertThat(joined.at("/settings/control").asText()).isEqualTo("host");
            assertThat(joined.at("/chat/messages").isEmpty()).isTrue();
            assertThat(joined.path("serverTime").asDouble()).isGreaterThan(1.7e12);
        }
    }

    @Test
    void moves_everyone_at_the_same_moment() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            JsonNode played = ann.ask("{'type': 'play'}");

            JsonNode atAnn = ann.next("state");
            JsonNode atBen = ben.next("state");
            assertThat(played.path("type").asText()).isEqualTo("ack");
            assertThat(atBen).isEqualTo(atAnn);
            assertThat(atBen.path("isPlaying").asBoolean()).isTrue();
            assertThat(atBen.path("reason").asText()).isEqualTo("play");
            assertThat(atBen.path("by").asText()).isEqualTo(ann.id());

            ann.ask("{'type': 'seek', 'toMediaTime': 61.5}");
            assertThat(state(ben, "seek").path("baseMediaTime").asDouble()).isEqualTo(61.5);
            ann.ask("{'type': 'rate', 'playbackRate': 1.5}");
            assertThat(state(ben, "rate").path("playbackRate").asDouble()).isEqualTo(1.5);
            ann.ask("{'type': 'pause'}");
            assertThat(state(ben, "pause").path("isPlaying").asBoolean()).isFalse();
            ann.ask(
                    "{'type': 'source', 'kind': 'track', 'src': '/media/track/example.mp3', 'duration': 3, 'loop': true}");
            assertThat(state(ben, "source").path("loop").asBoolean()).isTrue();
        }
    }

    @Test
    void lets_only_the_host_control_until_the_host_says_otherwise() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            assertThat(ben.ask("{'type': 'play'}").path("code").asText()).isEqualTo("not-allowed");
            assertThat(ben.ask("{'type': 'settings', 'control': 'everyone'}")
                            .path("code")
                            .asText())
                    .isEqualTo("not-allowed");

            ann.ask("{'type': 'settings', 'control': 'everyone'}");

            assertThat(ben.next("settings").at("/settings/control").asText()).isEqualTo("everyone");
            assertThat(ben.ask("{'type': 'play'}").path("type").asText()).isEqualTo("ack");
        }
    }

    @Test
    void hands_on_what_is_said_as_it_was_said() {
        try (Guest ann = ann();
                Guest ben = guest("<b>Ben</b>")) {
            JsonNode said = ben.ask("{'type': 'chat', 'text': '  <img src=x onerror=alert(1)>  '}");

            JsonNode line = ann.next("chat");
            assertThat(said.path("type").asText()).isEqualTo("ack");
            assertThat(line.path("text").asText()).isEqualTo("<img src=x onerror=alert(1)>");
            assertThat(line.at("/from/name").asText()).isEqualTo("<b>Ben</b>");
            assertThat(line.path("seq").asLong()).isEqualTo(1);
        }
    }

    @Test
    void keeps_a_line_that_is_sent_twice_once() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            ben.send("{'type': 'chat', 'id': 'same', 'text': 'once'}");
            ben.send("{'type': 'chat', 'id': 'same', 'text': 'once'}");
            ben.ask("{'type': 'chat', 'text': 'then this'}");

            ann.next(message -> message.path("text").asText().equals("then this"));
            await().until(() -> ben.all("ack").stream()
                            .filter(ack -> ack.path("re").asText().equals("same"))
                            .count()
                    == 2);
            assertThat(ann.all("chat"))
                    .extracting(line -> line.path("text").asText())
                    .containsExactly("once", "then this");
        }
    }

    @Test
    void takes_a_line_back_when_the_host_says_so() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            List.of("one", "two", "three").forEach(text -> ben.ask("{'type': 'chat', 'text': '" + text + "'}"));

            assertThat(code(ben.ask("{'type': 'chat:delete', 'seq': 2}"))).isEqualTo("not-allowed");
            assertThat(code(ann.ask("{'type': 'chat:delete', 'seq': 4}"))).isEqualTo("bad-message");
            assertThat(code(ann.ask("{'type': 'chat:delete'}"))).isEqualTo("bad-message");
            assertThat(ann.ask("{'type': 'chat:delete', 'seq': 2}").path("type").asText())
                    .isEqualTo("ack");

            assertThat(ben.next("chat:deleted").path("seq").asLong()).isEqualTo(2);
            assertThat(ben.ask("{'type': 'chat:history'}").path("messages"))
                    .extracting(line -> line.path("seq").asLong())
                    .containsExactly(1L, 3L);
            try (Guest cat = guest("Cat")) {
                assertThat(cat.joined().at("/chat/messages"))
                        .extracting(line -> line.path("text").asText())
                        .containsExactly("one", "three");
            }
        }
    }

    @Test
    void belongs_to_whom_the_host_gives_it() {
        try (Guest ben = guest("Ben")) {
            try (Guest ann = ann()) {
                assertThat(code(ben.ask("{'type': 'host:transfer', 'to': '" + ben.id() + "'}")))
                        .isEqualTo("not-allowed");
                assertThat(code(ann.ask("{'type': 'host:transfer', 'to': 'nobodyiscalledso'}")))
                        .isEqualTo("bad-message");
                assertThat(code(ann.ask("{'type': 'host:transfer', 'to': 7}"))).isEqualTo("bad-message");
                assertThat(ann.ask("{'type': 'host:transfer', 'to': '" + ben.id() + "'}")
                                .path("type")
                                .asText())
                        .isEqualTo("ack");

                assertThat(role(ben, ann.id())).isEqualTo("guest");
                assertThat(role(ben, ben.id())).isEqualTo("host");
                assertThat(code(ann.ask("{'type': 'play'}"))).isEqualTo("not-allowed");
                ann.ask("{'type': 'leave'}");
            }
            try (Guest again = ann()) {
                assertThat(again.joined().at("/you/role").asText()).isEqualTo("guest");
                assertThat(again.joined().at("/room/hostId").asText()).isEqualTo(ben.id());
                assertThat(ben.ask("{'type': 'play'}").path("type").asText()).isEqualTo("ack");
            }
        }
    }

    @Test
    void shows_older_lines_on_demand() {
        try (Guest ann = ann()) {
            List.of("one", "two", "three").forEach(text -> ann.ask("{'type': 'chat', 'text': '" + text + "'}"));

            await().until(() -> ann.all("chat").size() == 3);
            JsonNode page = ann.ask("{'type': 'chat:history', 'before': 3, 'limit': 1}");

            assertThat(page.path("type").asText()).isEqualTo("chat:history");
            assertThat(page.at("/messages/0/text").asText()).isEqualTo("two");
            assertThat(page.path("messages")).hasSize(1);
            assertThat(page.path("more").asBoolean()).isTrue();
        }
    }

    @Test
    void gives_somebody_who_returns_what_they_missed() {
        try (Guest ann = ann()) {
            List.of("one", "two", "three").forEach(text -> ann.ask("{'type': 'chat', 'text': '" + text + "'}"));
            try (Guest ben = Guest.connected(server.socket())) {
                ben.send("{'type': 'join', 'roomId': '" + roomId + "', 'name': 'Ben', 'since': {'chat': 1}}");

                assertThat(ben.joined().at("/chat/messages"))
                        .extracting(line -> line.path("text").asText())
                        .containsExactly("two", "three");
            }
        }
    }

    @Test
    void says_who_comes_who_is_ready_and_who_goes() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            JsonNode came = ann.next("user:joined");
            ben.send("{'type': 'ready', 'ready': true, 'bufferedMs': 4000}");
            JsonNode ready = ann.next("user:changed");
            JsonNode left = ben.ask("{'type': 'leave'}");

            assertThat(came.at("/user/name").asText()).isEqualTo("Ben");
            assertThat(came.path("total").asInt()).isEqualTo(2);
            assertThat(ready.at("/user/ready").asBoolean()).isTrue();
            assertThat(left.path("type").asText()).isEqualTo("ack");
            assertThat(ann.next("user:left").path("userId").asText()).isEqualTo(ben.id());
            await().until(() -> !ben.isOpen());
        }
    }

    @Test
    void shows_what_people_feel() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            ben.send("{'type': 'react', 'emoji': '🎉'}");

            JsonNode reaction = ann.next("reaction");
            assertThat(reaction.path("emoji").asText()).isEqualTo("🎉");
            assertThat(reaction.at("/from/id").asText()).isEqualTo(ben.id());
        }
    }

    @Test
    void tells_the_time_twice() {
        try (Guest ann = ann()) {
            JsonNode pong = ann.ask("{'type': 'ping', 't0': 1763700000123.25}");

            assertThat(pong.path("type").asText()).isEqualTo("pong");
            assertThat(pong.path("t0").asDouble()).isEqualTo(1763700000123.25);
            double elapsed = pong.path("t2").asDouble() - pong.path("t1").asDouble();
            assertThat(elapsed).isBetween(0.0, 1_000.0);
        }
    }

    @Test
    void keeps_figures_of_what_its_members_report() {
        try (Guest ann = ann()) {
            ann.ask("{'type': 'report', 'driftMs': -12.5, 'rttMs': 30, 'bufferMs': 5000, 'underruns': 0, 'seeks': 1}");

            await().until(() -> Caller.get(server.uri("/api/rooms/" + roomId + "/stats"))
                            .json()
                            .at("/drift/p50")
                            .asDouble()
                    == 12.5);
        }
    }

    @Test
    void knows_somebody_again_by_their_token() {
        try (Guest ann = ann();
                Guest before = guest("Ben")) {
            try (Guest after = Guest.connected(server.socket()).join(roomId, "Ben", before.token())) {
                assertThat(after.id()).isEqualTo(before.id());
                JsonNode bye = before.bye();
                assertThat(bye.path("code").asText()).isEqualTo("replaced");
                assertThat(bye.path("mayReturn").asBoolean()).isFalse();
                assertThat(ann.all("user:left")).isEmpty();
            }
        }
    }

    @Test
    void takes_a_token_that_was_asked_for_beforehand() {
        JsonNode issued = Caller.post(server.uri("/api/rooms/" + roomId + "/tokens"), "{'name': 'Ben'}")
                .json();

        try (Guest ben = Guest.connected(server.socket())
                .join(roomId, "Ben", issued.path("token").asText())) {
            assertThat(ben.id()).isEqualTo(issued.path("userId").asText());
            assertThat(issued.path("role").asText()).isEqualTo("guest");
        }
    }

    @Test
    void is_on_the_list_while_it_is_open() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Caller.get(server.uri("/api/rooms")).text().contains(roomId));

        JsonNode described = Caller.get(server.uri("/api/rooms/" + roomId)).json();

        assertThat(described.path("roomName").asText()).isEqualTo("Friday film");
        assertThat(described.at("/source/src").asText()).isEqualTo("/media/film.m3u8");
        assertThat(described.at("/access/listed").asBoolean()).isTrue();
    }

    @Test
    void ends_for_everyone_when_its_host_closes_it() {
        try (Guest ann = ann();
                Guest ben = guest("Ben")) {
            var closed = Caller.call(
                    "DELETE",
                    server.uri("/api/rooms/" + roomId),
                    null,
                    "Authorization",
                    "Bearer " + room.path("token").asText());

            assertThat(closed.json().path("success").asBoolean()).isTrue();
            assertThat(ben.next("room:closed").path("reason").asText()).isEqualTo("host");
            assertThat(ben.bye().path("code").asText()).isEqualTo("room-closed");
            assertThat(ann.bye().path("mayReturn").asBoolean()).isFalse();
        }
        await().until(() -> Caller.get(server.uri("/api/rooms/" + roomId)).status() == 410);
    }

    private Guest ann() {
        return Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText());
    }

    private Guest guest(String name) {
        return Guest.connected(server.socket()).join(roomId, name);
    }

    private static String code(JsonNode answer) {
        return answer.path("code").asText();
    }

    private static String role(Guest guest, String user) {
        return guest.next(message -> message.path("type").asText().equals("user:changed")
                        && message.at("/user/id").asText().equals(user))
                .at("/user/role")
                .asText();
    }

    private static JsonNode state(Guest guest, String reason) {
        return guest.next(message -> message.path("type").asText().equals("state")
                && message.path("reason").asText().equals(reason));
    }
}

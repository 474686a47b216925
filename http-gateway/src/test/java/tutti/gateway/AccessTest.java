package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

/** Doors, roles and order, on a running node. */
@DisplayName("A room's door")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private static final String PASSWORD = "correct horse battery";

    private Path home;
    private Server server;

    @BeforeAll
    void start(@TempDir Path dir) {
        home = dir;
        server = Server.start(
                dir,
                ConfigFactory.parseString(
                        "tutti.gateway.limits.wrong-passwords-by-address { burst = 12, per-second = 0.01 }"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void asks_for_the_password_and_takes_the_right_one_over_the_same_socket() {
        JsonNode room = locked();

        try (Guest ben = Guest.connected(server.socket())) {
            assertThat(join(ben, room, "").path("code").asText()).isEqualTo("wrong-password");
            assertThat(join(ben, room, "'password': 'popcorn',").path("code").asText())
                    .isEqualTo("wrong-password");
            JsonNode joined = join(ben, room, "'password': '" + PASSWORD + "',");

            assertThat(joined.path("type").asText()).isEqualTo("joined");
            assertThat(joined.at("/access/password").asBoolean()).isTrue();
            assertThat(joined.at("/you/role").asText()).isEqualTo("guest");
        }
    }

    @Test
    void is_passed_with_a_token_that_the_password_was_traded_for() {
        JsonNode room = locked();

        assertThat(token(room, "").json().path("code").asText()).isEqualTo("wrong-password");
        assertThat(token(room, ", 'password': 'popcorn'").status()).isEqualTo(403);
        JsonNode issued = token(room, ", 'password': '" + PASSWORD + "'").json();

        try (Guest ben = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben", issued.path("token").asText());
            assertThat(ben.id()).isEqualTo(issued.path("userId").asText());
        }
    }

    @Test
    void keeps_the_password_where_nobody_reads_it() throws IOException {
        JsonNode room = locked();

        assertThat(room.toString()).doesNotContain(PASSWORD).doesNotContain("argon2id");
        try (Guest ann = host(room)) {
            ann.ask("{'type': 'settings', 'chat': 'slow'}");
            assertThat(ann.heard().toString()).doesNotContain(PASSWORD).doesNotContain("argon2id");
        }
        assertThat(Caller.get(server.uri("/api/rooms/" + id(room))).text())
                .doesNotContain(PASSWORD)
                .doesNotContain("argon2id");
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(PASSWORD);
            }
        }
    }

    @Test
    void tells_guessers_to_wait_and_how_long() {
        JsonNode room = locked();
        try (Server alone = Server.start(home.resolve("alone"), ConfigFactory.empty())) {
            JsonNode other = Caller.post(
                            alone.uri("/api/rooms"), "{'roomName': 'Den', 'access': {'password': '" + PASSWORD + "'}}")
                    .json();
            Answer last = null;
            for (int guess = 0; guess < 12; guess++) {
                last = Caller.post(
                        alone.uri("/api/rooms/" + id(other) + "/tokens"),
                        "{'name': 'Eve', 'password': 'guess " + guess + "'}");
            }

            assertThat(last.status()).isEqualTo(429);
            assertThat(Long.parseLong(last.header("Retry-After"))).isPositive();
            try (Guest eve = Guest.connected(alone.socket())) {
                JsonNode refused = join(eve, other, "'password': '" + PASSWORD + "',");
                assertThat(refused.path("code").asText()).isEqualTo("rate-limited");
                assertThat(refused.path("retryAfterMs").asLong()).isPositive();
            }
        }
        assertThat(id(room)).isNotEmpty();
    }

    @Test
    void shows_strangers_no_more_than_that_there_is_a_room() {
        JsonNode room = locked();
        try (Guest ann = host(room)) {
            JsonNode outside = Caller.get(server.uri("/api/rooms/" + id(room))).json();
            JsonNode inside = Caller.get(server.uri("/api/rooms/" + id(room)), "Authorization", "Bearer " + ann.token())
                    .json();

            assertThat(outside.path("participants").isEmpty()).isTrue();
            assertThat(outside.path("source").isNull()).isTrue();
            assertThat(outside.at("/access/password").asBoolean()).isTrue();
            assertThat(inside.path("participants").size()).isEqualTo(1);
            assertThat(inside.at("/source/src").asText()).isEqualTo("/media/film.m3u8");
            assertThat(Caller.get(server.uri("/status?room=" + id(room))).status())
                    .isEqualTo(403);
            assertThat(Caller.get(server.uri("/rooms/" + id(room) + "/listen.ogg"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void is_heard_with_a_ticket_which_is_good_for_that_room_and_nothing_else() {
        JsonNode room = locked();
        JsonNode other = locked();
        String ticket = token(room, ", 'password': '" + PASSWORD + "'")
                .json()
                .path("ticket")
                .asText();

        assertThat(Caller.get(server.uri("/rooms/" + id(room) + "/listen.ogg?ticket=" + ticket))
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("not-live");
        assertThat(Caller.get(server.uri("/rooms/" + id(other) + "/listen.ogg?ticket=" + ticket))
                        .status())
                .isEqualTo(401);
        try (Guest eve = Guest.connected(server.socket())) {
            eve.askJoin(id(room), "Eve", ticket);
            assertThat(eve.next("error").path("code").asText()).isEqualTo("unauthorized");
        }
    }

    @Test
    void opens_to_an_invitation_as_often_as_it_says_and_until_it_is_taken_back() {
        JsonNode room = locked();
        Answer made = invite(room, room.path("token").asText(), "{'uses': 2, 'role': 'moderator'}");
        String secret = made.json().path("invite").asText();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("url").asText()).endsWith("/room/" + id(room) + "#invite=" + secret);
        JsonNode first = token(room, ", 'invite': '" + secret + "'").json();
        assertThat(first.path("role").asText()).isEqualTo("moderator");
        try (Guest ben = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben", first.path("token").asText());
            assertThat(ben.at("/you/role")).isEqualTo("moderator");
        }
        assertThat(token(room, ", 'invite': '" + secret + "'").status()).isEqualTo(201);
        assertThat(token(room, ", 'invite': '" + secret + "'")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("expired");
        String again = invite(room, room.path("token").asText(), "{}")
                .json()
                .path("invite")
                .asText();
        JsonNode known = invites(room).json().path("invites");
        assertThat(known).hasSize(2);
        assertThat(known.toString()).doesNotContain(again);
        for (JsonNode each : known) {
            Caller.call(
                    "DELETE",
                    server.uri("/api/rooms/" + id(room) + "/invites/"
                            + each.path("inviteId").asText()),
                    null,
                    "Authorization",
                    "Bearer " + room.path("token").asText());
        }
        assertThat(token(room, ", 'invite': '" + again + "'")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("expired");
    }

    @Test
    void has_an_invitation_in_the_link_of_a_room_that_asks_for_more() {
        JsonNode room = Caller.post(
                        server.uri("/api/rooms"), "{'roomName': 'Den', 'access': {'invite': true, 'listed': false}}")
                .json();
        String link = room.path("inviteUrl").asText();

        assertThat(token(room, "").json().path("code").asText()).isEqualTo("not-allowed");
        assertThat(token(room, ", 'invite': '" + link.substring(link.indexOf("#invite=") + 8) + "'")
                        .status())
                .isEqualTo(201);
        try (Guest eve = Guest.connected(server.socket())) {
            eve.askJoin(id(room), "Eve", null);
            assertThat(eve.next("error").path("code").asText()).isEqualTo("not-allowed");
        }
    }

    @Test
    void is_locked_and_opened_by_the_host_while_people_are_in() {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben");

            assertThat(ben.ask("{'type': 'access', 'password': 'mine'}")
                            .path("code")
                            .asText())
                    .isEqualTo("not-allowed");
            assertThat(ann.ask("{'type': 'access', 'password': '" + PASSWORD + "', 'listed': false}")
                            .path("type")
                            .asText())
                    .isEqualTo("ack");
            assertThat(ben.next("access").at("/access/password").asBoolean()).isTrue();
            assertThat(token(room, "").status()).isEqualTo(403);
            ann.ask("{'type': 'access', 'password': ''}");
            assertThat(token(room, "").status()).isEqualTo(201);
            await("off the list")
                    .until(() -> !Caller.get(server.uri("/api/rooms?limit=100"))
                            .text()
                            .contains(id(room)));
        }
    }

    @Test
    void is_told_of_in_the_list_before_anybody_goes_there() {
        JsonNode room = Caller.post(
                        server.uri("/api/rooms"),
                        "{'roomName': 'Lounge', 'access': {'listed': true, 'password': '" + PASSWORD + "'}}")
                .json();

        JsonNode line = await("in the list").until(() -> listed(id(room)), found -> !found.isMissingNode());

        assertThat(line.at("/access/password").asBoolean()).isTrue();
        assertThat(line.at("/access/invite").asBoolean()).isFalse();
        assertThat(line.toString()).doesNotContain(PASSWORD).doesNotContain("argon2");
    }

    private JsonNode listed(String room) {
        for (JsonNode line :
                Caller.get(server.uri("/api/rooms?limit=100")).json().path("rooms")) {
            if (line.path("roomId").asText().equals(room)) {
                return line;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void is_shut_behind_who_is_kicked_and_opens_again_when_that_is_undone() {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben");

            ann.ask("{'type': 'member:kick', 'userId': '" + ben.id() + "'}");

            assertThat(ben.bye().path("code").asText()).isEqualTo("kicked");
            assertThat(ben.bye().path("mayReturn").asBoolean()).isFalse();
            try (Guest back = Guest.connected(server.socket())) {
                back.askJoin(id(room), "Ben", ben.token());
                assertThat(back.next("error").path("code").asText()).isEqualTo("kicked");
            }
            JsonNode kick = ann.next("activity");
            assertThat(kick.path("what").asText()).isEqualTo("kick");
            assertThat(kick.path("undoable").asBoolean()).isTrue();
            ann.ask("{'type': 'undo', 'entry': " + kick.path("entry").asLong() + "}");
            try (Guest back = Guest.connected(server.socket())) {
                back.join(id(room), "Ben", ben.token());
                assertThat(back.id()).isEqualTo(ben.id());
            }
        }
    }

    @Test
    void tells_whoever_keeps_order_at_any_time_who_is_kept_out() {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket());
                Guest cat = Guest.connected(server.socket());
                Guest dan = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben");
            cat.join(id(room), "Cat");
            dan.join(id(room), "Dan");
            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "'}");
            ann.ask("{'type': 'member:kick', 'userId': '" + cat.id() + "'}");
            assertThat(shown(room, "/bans", dan.token()).status()).isEqualTo(403);

            ann.ask("{'type': 'member:role', 'userId': '" + dan.id() + "', 'role': 'moderator'}");

            JsonNode out = shown(room, "/bans", dan.token()).json().path("bans");
            assertThat(out.findValuesAsText("name")).containsExactly("Ben", "Cat");
            assertThat(out.findValuesAsText("kind")).containsExactly("ban", "kick");
            assertThat(out.at("/0/untilServerTime").isNull()).isTrue();
            assertThat(out.at("/1/untilServerTime").isNumber()).isTrue();
            dan.ask("{'type': 'member:unban', 'userId': '" + ben.id() + "'}");
            assertThat(shown(room, "/bans", room.path("token").asText())
                            .json()
                            .path("bans")
                            .findValuesAsText("userId"))
                    .containsExactly(cat.id());
        }
    }

    @Test
    void is_shut_over_http_too_behind_who_is_banned() {
        JsonNode room = locked();
        String before = token(room, ", 'password': '" + PASSWORD + "'")
                .json()
                .path("token")
                .asText();
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben", before);
            assertThat(shown(room, "/playback-url", before).status()).isEqualTo(200);

            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "'}");

            Answer film = shown(room, "/playback-url", before);
            assertThat(film.status()).isEqualTo(403);
            assertThat(film.json().path("code").asText()).isEqualTo("banned");
            assertThat(shown(room, "", before).json().path("source").isNull()).isTrue();
            Answer another = again(room, before);
            assertThat(another.status()).isEqualTo(403);
            assertThat(another.text()).doesNotContain("ticket");
            ann.ask("{'type': 'member:unban', 'userId': '" + ben.id() + "'}");
            assertThat(shown(room, "/playback-url", before).status()).isEqualTo(200);
            assertThat(again(room, before).status()).isEqualTo(201);
        }
    }

    @Test
    void is_shut_over_http_too_to_a_whole_network_but_not_to_the_host() {
        JsonNode room = locked();
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket())) {
            join(ben, room, "'password': '" + PASSWORD + "',");
            String anothers = token(room, ", 'password': '" + PASSWORD + "'")
                    .json()
                    .path("token")
                    .asText();

            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "', 'network': true}");

            assertThat(token(room, ", 'password': '" + PASSWORD + "'")
                            .json()
                            .path("code")
                            .asText())
                    .isEqualTo("banned");
            assertThat(shown(room, "/playback-url", anothers).status()).isEqualTo(403);
            assertThat(shown(room, "/playback-url", ann.token()).status()).isEqualTo(200);
        }
    }

    @Test
    void is_shut_to_a_whole_network_for_as_long_as_the_host_says() {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben");

            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "', 'network': true, 'seconds': 3600}");

            assertThat(ben.bye().path("code").asText()).isEqualTo("banned");
            try (Guest other = Guest.connected(server.socket())) {
                other.askJoin(id(room), "Bert", null);
                assertThat(other.next("error").path("code").asText()).isEqualTo("banned");
            }
            assertThat(ann.isOpen()).isTrue();
        }
        try (Guest ann = host(room)) {
            assertThat(ann.joined().at("/bans/0/network").asBoolean()).isTrue();
        }
    }

    @Test
    void leads_to_control_on_loan() {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket())) {
            ann.ask("{'type': 'settings', 'control': 'granted'}");
            ben.join(id(room), "Ben");
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
    void leads_to_moderators_who_mute_and_delete() {
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = host(room);
                Guest ben = Guest.connected(server.socket());
                Guest cat = Guest.connected(server.socket())) {
            ben.join(id(room), "Ben");
            cat.join(id(room), "Cat");
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

    private JsonNode locked() {
        return Caller.post(
                        server.uri("/api/rooms"),
                        "{'roomName': 'Den', 'source': {'kind': 'video', 'src': '/media/film.m3u8', 'duration': 120}, 'access': {'password': '"
                                + PASSWORD + "'}}")
                .json();
    }

    private Guest host(JsonNode room) {
        return Guest.connected(server.socket())
                .join(id(room), "Ann", room.path("token").asText());
    }

    private Answer token(JsonNode room, String more) {
        return Caller.post(server.uri("/api/rooms/" + id(room) + "/tokens"), "{'name': 'Ben'" + more + "}");
    }

    private Answer shown(JsonNode room, String what, String token) {
        return Caller.get(server.uri("/api/rooms/" + id(room) + what), "Authorization", "Bearer " + token);
    }

    private Answer again(JsonNode room, String token) {
        return Caller.call(
                "POST",
                server.uri("/api/rooms/" + id(room) + "/tokens"),
                "{\"name\": \"Ben\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private Answer invite(JsonNode room, String token, String body) {
        return Caller.call(
                "POST",
                server.uri("/api/rooms/" + id(room) + "/invites"),
                body.replace('\'', '"'),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private Answer invites(JsonNode room) {
        return Caller.get(
                server.uri("/api/rooms/" + id(room) + "/invites"),
                "Authorization",
                "Bearer " + room.path("token").asText());
    }

    private static JsonNode join(Guest guest, JsonNode room, String more) {
        return guest.ask("{'type': 'join', " + more + " 'roomId': '" + id(room) + "', 'name': 'Ben'}");
    }

    private static String id(JsonNode room) {
        return room.path("roomId").asText();
    }
}

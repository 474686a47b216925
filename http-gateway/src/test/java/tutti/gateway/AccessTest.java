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
import tutti.gateway.testing.AnnsRoom;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A room's door")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
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
        AnnsRoom room = AnnsRoom.locked(server);

        try (Guest ben = Guest.connected(server.socket())) {
            assertThat(room.join(ben, "").path("code").asText()).isEqualTo("wrong-password");
            assertThat(room.join(ben, "'password': 'popcorn',").path("code").asText())
                    .isEqualTo("wrong-password");
            JsonNode joined = room.join(ben, "'password': '" + AnnsRoom.PASSWORD + "',");

            assertThat(joined.path("type").asText()).isEqualTo("joined");
            assertThat(joined.at("/access/password").asBoolean()).isTrue();
            assertThat(joined.at("/you/role").asText()).isEqualTo("guest");
        }
    }

    @Test
    void is_passed_with_a_token_that_the_password_was_traded_for() {
        AnnsRoom room = AnnsRoom.locked(server);

        assertThat(room.askForToken("").json().path("code").asText()).isEqualTo("wrong-password");
        assertThat(room.askForToken(", 'password': 'popcorn'").status()).isEqualTo(403);
        JsonNode issued =
                room.askForToken(", 'password': '" + AnnsRoom.PASSWORD + "'").json();

        try (Guest ben = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben", issued.path("token").asText());
            assertThat(ben.id()).isEqualTo(issued.path("userId").asText());
        }
    }

    @Test
    void keeps_the_password_where_nobody_reads_it() throws IOException {
        AnnsRoom room = AnnsRoom.locked(server);

        assertThat(room.opened().toString()).doesNotContain(AnnsRoom.PASSWORD).doesNotContain("argon2id");
        try (Guest ann = room.host()) {
            ann.ask("{'type': 'settings', 'chat': 'slow'}");
            assertThat(ann.heard().toString()).doesNotContain(AnnsRoom.PASSWORD).doesNotContain("argon2id");
        }
        assertThat(Caller.get(server.uri("/api/rooms/" + room.id())).text())
                .doesNotContain(AnnsRoom.PASSWORD)
                .doesNotContain("argon2id");
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(AnnsRoom.PASSWORD);
            }
        }
    }

    @Test
    void tells_guessers_to_wait_and_how_long() {
        try (Server alone = Server.start(home.resolve("alone"), ConfigFactory.empty())) {
            AnnsRoom other =
                    AnnsRoom.of(alone, "{'roomName': 'Den', 'access': {'password': '" + AnnsRoom.PASSWORD + "'}}");
            Answer last = null;
            for (int guess = 0; guess < 12; guess++) {
                last = Caller.post(
                        alone.uri("/api/rooms/" + other.id() + "/tokens"),
                        "{'name': 'Eve', 'password': 'guess " + guess + "'}");
            }

            assertThat(last.status()).isEqualTo(429);
            assertThat(Long.parseLong(last.header("Retry-After"))).isPositive();
            try (Guest eve = Guest.connected(alone.socket())) {
                JsonNode refused = other.join(eve, "'password': '" + AnnsRoom.PASSWORD + "',");
                assertThat(refused.path("code").asText()).isEqualTo("rate-limited");
                assertThat(refused.path("retryAfterMs").asLong()).isPositive();
            }
        }
    }

    @Test
    void shows_strangers_no_more_than_that_there_is_a_room() {
        AnnsRoom room = AnnsRoom.locked(server);
        try (Guest ann = room.host()) {
            JsonNode outside = Caller.get(server.uri("/api/rooms/" + room.id())).json();
            JsonNode inside = Caller.get(
                            server.uri("/api/rooms/" + room.id()), "Authorization", "Bearer " + ann.token())
                    .json();

            assertThat(outside.path("participants").isEmpty()).isTrue();
            assertThat(outside.path("source").isNull()).isTrue();
            assertThat(outside.at("/access/password").asBoolean()).isTrue();
            assertThat(inside.path("participants").size()).isEqualTo(1);
            assertThat(inside.at("/source/src").asText()).isEqualTo("/media/film.m3u8");
            assertThat(Caller.get(server.uri("/status?room=" + room.id())).status())
                    .isEqualTo(403);
            assertThat(Caller.get(server.uri("/rooms/" + room.id() + "/listen.ogg"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void is_heard_with_a_ticket_which_is_good_for_that_room_and_nothing_else() {
        AnnsRoom room = AnnsRoom.locked(server);
        AnnsRoom other = AnnsRoom.locked(server);
        String ticket = room.askForToken(", 'password': '" + AnnsRoom.PASSWORD + "'")
                .json()
                .path("ticket")
                .asText();

        assertThat(Caller.get(server.uri("/rooms/" + room.id() + "/listen.ogg?ticket=" + ticket))
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("not-live");
        assertThat(Caller.get(server.uri("/rooms/" + other.id() + "/listen.ogg?ticket=" + ticket))
                        .status())
                .isEqualTo(401);
        try (Guest eve = Guest.connected(server.socket())) {
            eve.askJoin(room.id(), "Eve", ticket);
            assertThat(eve.next("error").path("code").asText()).isEqualTo("unauthorized");
        }
    }

    @Test
    void opens_to_an_invitation_as_often_as_it_says_and_until_it_is_taken_back() {
        AnnsRoom room = AnnsRoom.locked(server);
        Answer made = room.invite(room.token(), "{'uses': 2, 'role': 'moderator'}");
        String secret = made.json().path("invite").asText();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("url").asText()).endsWith("/room/" + room.id() + "#invite=" + secret);
        JsonNode first = room.askForToken(", 'invite': '" + secret + "'").json();
        assertThat(first.path("role").asText()).isEqualTo("moderator");
        try (Guest ben = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben", first.path("token").asText());
            assertThat(ben.at("/you/role")).isEqualTo("moderator");
        }
        assertThat(room.askForToken(", 'invite': '" + secret + "'").status()).isEqualTo(201);
        assertThat(room.askForToken(", 'invite': '" + secret + "'")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("expired");
        String again = room.invite(room.token(), "{}").json().path("invite").asText();
        JsonNode known = room.invites().json().path("invites");
        assertThat(known).hasSize(2);
        assertThat(known.toString()).doesNotContain(again);
        for (JsonNode each : known) {
            Caller.call(
                    "DELETE",
                    server.uri("/api/rooms/" + room.id() + "/invites/"
                            + each.path("inviteId").asText()),
                    null,
                    "Authorization",
                    "Bearer " + room.token());
        }
        assertThat(room.askForToken(", 'invite': '" + again + "'")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("expired");
    }

    @Test
    void has_an_invitation_in_the_link_of_a_room_that_asks_for_more() {
        AnnsRoom room = AnnsRoom.of(server, "{'roomName': 'Den', 'access': {'invite': true, 'listed': false}}");
        String link = room.opened().path("inviteUrl").asText();

        assertThat(room.askForToken("").json().path("code").asText()).isEqualTo("not-allowed");
        assertThat(room.askForToken(", 'invite': '" + link.substring(link.indexOf("#invite=") + 8) + "'")
                        .status())
                .isEqualTo(201);
        try (Guest eve = Guest.connected(server.socket())) {
            eve.askJoin(room.id(), "Eve", null);
            assertThat(eve.next("error").path("code").asText()).isEqualTo("not-allowed");
        }
    }

    @Test
    void is_locked_and_opened_by_the_host_while_people_are_in() {
        AnnsRoom room = AnnsRoom.open(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben");

            assertThat(ben.ask("{'type': 'access', 'password': 'mine'}")
                            .path("code")
                            .asText())
                    .isEqualTo("not-allowed");
            assertThat(ann.ask("{'type': 'access', 'password': '" + AnnsRoom.PASSWORD + "', 'listed': false}")
                            .path("type")
                            .asText())
                    .isEqualTo("ack");
            assertThat(ben.next("access").at("/access/password").asBoolean()).isTrue();
            assertThat(room.askForToken("").status()).isEqualTo(403);
            ann.ask("{'type': 'access', 'password': ''}");
            assertThat(room.askForToken("").status()).isEqualTo(201);
            await("off the list")
                    .until(() -> !Caller.get(server.uri("/api/rooms?limit=100"))
                            .text()
                            .contains(room.id()));
        }
    }

    @Test
    void is_told_of_in_the_list_before_anybody_goes_there() {
        AnnsRoom room = AnnsRoom.of(
                server, "{'roomName': 'Lounge', 'access': {'listed': true, 'password': '" + AnnsRoom.PASSWORD + "'}}");

        JsonNode line = await("in the list").until(() -> listed(room.id()), found -> !found.isMissingNode());

        assertThat(line.at("/access/password").asBoolean()).isTrue();
        assertThat(line.at("/access/invite").asBoolean()).isFalse();
        assertThat(line.toString()).doesNotContain(AnnsRoom.PASSWORD).doesNotContain("argon2");
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
}

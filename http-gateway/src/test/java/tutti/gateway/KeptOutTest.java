package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.AnnsRoom;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A room's door")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptOutTest {
    private Server server;

    @BeforeAll
    void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void is_shut_behind_who_is_kicked_and_opens_again_when_that_is_undone() {
        AnnsRoom room = AnnsRoom.open(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben");

            ann.ask("{'type': 'member:kick', 'userId': '" + ben.id() + "'}");

            assertThat(ben.bye().path("code").asText()).isEqualTo("kicked");
            assertThat(ben.bye().path("mayReturn").asBoolean()).isFalse();
            try (Guest back = Guest.connected(server.socket())) {
                back.askJoin(room.id(), "Ben", ben.token());
                assertThat(back.next("error").path("code").asText()).isEqualTo("kicked");
            }
            JsonNode kick = ann.next("activity");
            assertThat(kick.path("what").asText()).isEqualTo("kick");
            assertThat(kick.path("undoable").asBoolean()).isTrue();
            ann.ask("{'type': 'undo', 'entry': " + kick.path("entry").asLong() + "}");
            try (Guest back = Guest.connected(server.socket())) {
                back.join(room.id(), "Ben", ben.token());
                assertThat(back.id()).isEqualTo(ben.id());
            }
        }
    }

    @Test
    void tells_whoever_keeps_order_at_any_time_who_is_kept_out() {
        AnnsRoom room = AnnsRoom.open(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket());
                Guest cat = Guest.connected(server.socket());
                Guest dan = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben");
            cat.join(room.id(), "Cat");
            dan.join(room.id(), "Dan");
            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "'}");
            ann.ask("{'type': 'member:kick', 'userId': '" + cat.id() + "'}");
            assertThat(room.shown("/bans", dan.token()).status()).isEqualTo(403);

            ann.ask("{'type': 'member:role', 'userId': '" + dan.id() + "', 'role': 'moderator'}");

            JsonNode out = room.shown("/bans", dan.token()).json().path("bans");
            assertThat(out.findValuesAsText("name")).containsExactly("Ben", "Cat");
            assertThat(out.findValuesAsText("kind")).containsExactly("ban", "kick");
            assertThat(out.at("/0/untilServerTime").isNull()).isTrue();
            assertThat(out.at("/1/untilServerTime").isNumber()).isTrue();
            dan.ask("{'type': 'member:unban', 'userId': '" + ben.id() + "'}");
            assertThat(room.shown("/bans", room.token()).json().path("bans").findValuesAsText("userId"))
                    .containsExactly(cat.id());
        }
    }

    @Test
    void is_shut_over_http_too_behind_who_is_banned() {
        AnnsRoom room = AnnsRoom.locked(server);
        String before = room.askForToken(", 'password': '" + AnnsRoom.PASSWORD + "'")
                .json()
                .path("token")
                .asText();
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben", before);
            assertThat(room.shown("/playback-url", before).status()).isEqualTo(200);

            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "'}");

            Answer film = room.shown("/playback-url", before);
            assertThat(film.status()).isEqualTo(403);
            assertThat(film.json().path("code").asText()).isEqualTo("banned");
            assertThat(room.shown("", before).json().path("source").isNull()).isTrue();
            Answer another = room.again(before);
            assertThat(another.status()).isEqualTo(403);
            assertThat(another.text()).doesNotContain("ticket");
            ann.ask("{'type': 'member:unban', 'userId': '" + ben.id() + "'}");
            assertThat(room.shown("/playback-url", before).status()).isEqualTo(200);
            assertThat(room.again(before).status()).isEqualTo(201);
        }
    }

    @Test
    void is_shut_over_http_too_to_a_whole_network_but_not_to_the_host() {
        AnnsRoom room = AnnsRoom.locked(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket())) {
            room.join(ben, "'password': '" + AnnsRoom.PASSWORD + "',");
            String anothers = room.askForToken(", 'password': '" + AnnsRoom.PASSWORD + "'")
                    .json()
                    .path("token")
                    .asText();

            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "', 'network': true}");

            assertThat(room.askForToken(", 'password': '" + AnnsRoom.PASSWORD + "'")
                            .json()
                            .path("code")
                            .asText())
                    .isEqualTo("banned");
            assertThat(room.shown("/playback-url", anothers).status()).isEqualTo(403);
            assertThat(room.shown("/playback-url", ann.token()).status()).isEqualTo(200);
        }
    }

    @Test
    void is_shut_to_a_whole_network_for_as_long_as_the_host_says() {
        AnnsRoom room = AnnsRoom.open(server);
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket())) {
            ben.join(room.id(), "Ben");

            ann.ask("{'type': 'member:ban', 'userId': '" + ben.id() + "', 'network': true, 'seconds': 3600}");

            assertThat(ben.bye().path("code").asText()).isEqualTo("banned");
            try (Guest other = Guest.connected(server.socket())) {
                other.askJoin(room.id(), "Bert", null);
                assertThat(other.next("error").path("code").asText()).isEqualTo("banned");
            }
            assertThat(ann.isOpen()).isTrue();
        }
        try (Guest ann = room.host()) {
            assertThat(ann.joined().at("/bans/0/network").asBoolean()).isTrue();
        }
    }
}

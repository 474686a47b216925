package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;
import tutti.gateway.testing.TurnedClock;

/** Ten refusals, then one each two seconds. */
@DisplayName("Whoever is refused again and again")
class RefusalsTest {
    private static final int BURST = 10;

    private final TurnedClock clock = new TurnedClock();
    private Server server;
    private String roomId;
    private String token;

    @BeforeEach
    void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.parseString("""
                        tutti.gateway.http.behind-proxy = on
                        tutti.gateway.limits.refusals-by-address { burst = 10, per-second = 0.5 }
                        """), clock);
        JsonNode room = Caller.openRoom(server);
        roomId = room.path("roomId").asText();
        token = room.path("token").asText();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void is_made_to_wait_who_looks_for_rooms_whether_there_is_one_or_not() {
        for (int i = 0; i < BURST; i++) {
            assertThat(look("nobodys-room-" + i).status()).isEqualTo(404);
        }

        Answer none = look("nobodys-room");
        Answer one = look(roomId);

        assertThat(none.status()).isEqualTo(429);
        assertThat(none.json().path("code").asText()).isEqualTo("rate-limited");
        assertThat(none.header("Retry-After")).isEqualTo("2");
        assertThat(one.status()).isEqualTo(429);
    }

    @Test
    void spoils_it_for_nobody_with_a_token_or_of_another_address_and_not_for_long() {
        useUp();

        assertThat(look(roomId, "Authorization", "Bearer " + token).status()).isEqualTo(200);
        assertThat(look(roomId, "X-Forwarded-For", "192.0.2.7").status()).isEqualTo(200);
        assertThat(Caller.get(server.uri("/api/rooms")).status()).isEqualTo(200);
        assertThat(Caller.get(server.uri("/status")).status()).isEqualTo(200);
        assertThat(Caller.get(server.uri("/")).status()).isEqualTo(200);
        try (Guest ann = Guest.connected(server.socket()).join(roomId, "Ann", token)) {
            assertThat(ann.at("/you/role")).isEqualTo("host");
        }

        clock.turn(Duration.ofSeconds(2));
        assertThat(look(roomId).status()).isEqualTo(200);
        try (Guest ben = Guest.connected(server.socket()).join(roomId, "Ben")) {
            assertThat(ben.isOpen()).isTrue();
        }
    }

    @Test
    void owes_nothing_for_being_told_to_wait() {
        useUp();

        for (int i = 0; i < 100; i++) {
            look("nobodys-room-" + i);
        }
        clock.turn(Duration.ofSeconds(2));

        assertThat(look(roomId).status()).isEqualTo(200);
    }

    @Test
    void is_made_to_wait_at_the_socket_too() {
        try (Guest eve = Guest.connected(server.socket())) {
            for (int i = 0; i < BURST; i++) {
                assertThat(join(eve, ", 'token': 'popcorn'").path("code").asText())
                        .isEqualTo("unauthorized");
            }

            JsonNode told = join(eve, "");

            assertThat(told.path("code").asText()).isEqualTo("rate-limited");
            assertThat(told.path("retryAfterMs").asLong()).isBetween(1L, 2_000L);
            assertThat(look(roomId).status()).isEqualTo(429);
            clock.turn(Duration.ofSeconds(2));
            assertThat(join(eve, "").path("type").asText()).isEqualTo("joined");
        }
    }

    @Test
    void is_made_to_wait_who_is_thrown_out_for_harm() {
        int visits = 0;
        while (!mustWait("")) {
            assertThat(visits++).isLessThan(BURST);
            try (Guest eve = Guest.connected(server.socket())) {
                eve.send("{'type': 'chat', 'text': '" + "x".repeat(100_000) + "'}");
                assertThat(eve.bye().path("code").asText()).isEqualTo("too-large");
            }
        }

        assertThat(mustWait(", 'token': '" + token + "'")).isFalse();
    }

    @Test
    void is_made_to_wait_by_the_token_they_were_thrown_out_with_and_nobody_else_is() {
        String harmful;
        try (Guest eve = Guest.connected(server.socket()).join(roomId, "Eve", token)) {
            harmful = eve.token();
            eve.send("{'type': 'chat', 'text': '" + "x".repeat(100_000) + "'}");
            assertThat(eve.bye().path("code").asText()).isEqualTo("too-large");
        }

        assertThat(mustWait(", 'token': '" + harmful + "'")).isTrue();
        assertThat(mustWait("")).isFalse();
    }

    @Test
    void is_made_to_wait_who_comes_and_goes_at_once_as_somebody_new_each_time() {
        int visits = 0;
        while (!mustWait("")) {
            assertThat(visits++).isLessThan(3 * BURST);
        }

        try (Guest ann = Guest.connected(server.socket()).join(roomId, "Ann", token)) {
            assertThat(ann.at("/you/role")).isEqualTo("host");
        }
    }

    /** Comes, and goes at once if let in. */
    private boolean mustWait(String more) {
        try (Guest eve = Guest.connected(server.socket())) {
            JsonNode told = join(eve, more);
            if (told.path("code").asText().equals("rate-limited")) {
                return true;
            }
            assertThat(told.path("type").asText()).isEqualTo("joined");
            eve.ask("{'type': 'leave'}");
            return false;
        }
    }

    @Test
    void has_guessed_nothing_who_only_asks_whether_there_is_a_password() {
        JsonNode locked = Caller.post(
                        server.uri("/api/rooms"), "{'roomName': 'Den', 'access': {'password': 'popcorn and cola'}}")
                .json();
        var tokens = server.uri("/api/rooms/" + locked.path("roomId").asText() + "/tokens");

        for (int i = 0; i < 3 * BURST; i++) {
            assertThat(Caller.post(tokens, "{'name': 'Ben'}").status()).isEqualTo(403);
        }

        assertThat(Caller.post(tokens, "{'name': 'Ben', 'password': 'popcorn and cola'}")
                        .status())
                .isEqualTo(201);
    }

    private void useUp() {
        for (int i = 0; i < BURST; i++) {
            look("nobodys-room-" + i);
        }
        assertThat(look(roomId).status()).isEqualTo(429);
    }

    private Answer look(String room, String... headers) {
        return Caller.get(server.uri("/api/rooms/" + room), headers);
    }

    private JsonNode join(Guest guest, String more) {
        return guest.ask("{'type': 'join', 'roomId': '" + roomId + "', 'name': 'Eve'" + more + "}");
    }
}

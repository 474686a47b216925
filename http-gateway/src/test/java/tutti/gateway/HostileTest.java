package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

/** Beside everything here sits another member, who must notice nothing. */
@DisplayName("A client that means harm")
class HostileTest {
    private static Server server;

    private String roomId;
    private Guest witness;
    private Guest mallory;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(
                home,
                ConfigFactory.parseMap(Map.of(
                        "tutti.gateway.socket.join-within", "2s",
                        "tutti.gateway.socket.frame-within", "1s")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void seat() {
        JsonNode room = Caller.openRoom(server);
        roomId = room.path("roomId").asText();
        witness = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText());
        mallory = Guest.connected(server.socket());
    }

    @AfterEach
    void the_other_member_noticed_nothing() {
        assertThat(witness.ask("{'type': 'chat', 'text': 'still here'}")
                        .path("type")
                        .asText())
                .isEqualTo("ack");
        assertThat(witness.ask("{'type': 'ping', 't0': 1}").path("type").asText())
                .isEqualTo("pong");
        assertThat(witness.all("error")).isEmpty();
        assertThat(witness.isOpen()).isTrue();
        witness.close();
        mallory.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{                                                         | bad-message",
                "``                                                         | bad-message",
                "null                                                       | bad-message",
                "[1, 2]                                                     | bad-message",
                "{\"type\": \"chat\", \"text\": \"a\"} {}                    | bad-message",
                "{\"type\": \"chat\", \"text\": \"a\", \"text\": \"b\"}       | bad-message",
                "{\"type\": 5}                                              | bad-message",
                "{\"type\": \"chat\"}                                       | bad-message",
                "{\"type\": \"chat\", \"text\": null}                       | bad-message",
                "{\"type\": \"chat\", \"text\": 5}                          | bad-message",
                "{\"type\": \"chat\", \"text\": \"   \"}                     | bad-message",
                "{\"type\": \"chat\", \"text\": {\"a\": {}}}                  | bad-message",
                "{\"type\": \"seek\"}                                       | bad-message",
                "{\"type\": \"seek\", \"toMediaTime\": \"5\"}                | bad-message",
                "{\"type\": \"seek\", \"toMediaTime\": -1}                  | bad-message",
                "{\"type\": \"seek\", \"toMediaTime\": 1e999}               | bad-message",
                "{\"type\": \"seek\", \"toMediaTime\": true}                | bad-message",
                "{\"type\": \"rate\", \"playbackRate\": 0}                  | bad-message",
                "{\"type\": \"rate\", \"playbackRate\": 2.01}               | bad-message",
                "{\"type\": \"ready\", \"ready\": 1}                        | bad-message",
                "{\"type\": \"seek\", \"toMediaTime\": \"\\u0000\"}          | bad-message",
                "{\"type\": \"ready\", \"ready\": \"\\u0000\"}               | bad-message",
                "{\"type\": \"ready\", \"ready\": \"true\"}                 | bad-message",
                "{\"type\": \"settings\", \"slowModeMs\": \"\"}             | bad-message",
                "{\"type\": \"ping\"}                                       | bad-message",
                "{\"type\": \"ping\", \"t0\": 1e999999999}                  | bad-message",
                "{\"type\": \"react\", \"emoji\": \"\"}                      | bad-message",
                "{\"type\": \"react\", \"emoji\": \"CALL 0190\"}             | bad-message",
                "{\"type\": \"report\", \"driftMs\": 0, \"rttMs\": 1e9, \"bufferMs\": 0, \"underruns\": 0, \"seeks\": 0} | bad-message",
                "{\"type\": \"settings\", \"control\": \"HOST\"}              | bad-message",
                "{\"type\": \"settings\", \"slowModeMs\": 1.5}              | bad-message",
                "{\"type\": \"chat:history\", \"limit\": 100000}            | bad-message",
                "{\"type\": \"source\", \"kind\": \"video\", \"src\": \"javascript:alert(1)\"}  | bad-message",
                "{\"type\": \"source\", \"kind\": \"video\", \"src\": \"JaVaScRiPt:alert(1)\"}  | bad-message",
                "{\"type\": \"source\", \"kind\": \"video\", \"src\": \"file:///etc/passwd\"}   | bad-message",
                "{\"type\": \"source\", \"kind\": \"video\"}                                  | bad-message",
                "{\"type\": \"join\", \"roomId\": \"elsewhere\", \"name\": \"x\"}               | bad-message",
                "{\"type\": \"chat\", \"id\": 7, \"text\": \"a\"}                              | bad-message",
                "{\"type\": \"chat\", \"id\": \"\", \"text\": \"a\"}                            | bad-message",
                "{\"type\": \"member:slap\", \"userId\": \"x\"}                                | unknown-type",
                "{\"type\": \"broadcast:start\"}                                             | bad-message",
                "{\"type\": \"broadcast:start\", \"codec\": \"mp3\", \"sampleRate\": 48000, \"channels\": 2, \"audioBitrate\": 128} | bad-message",
                "{\"type\": \"broadcast:start\", \"codec\": \"opus\", \"sampleRate\": 44100, \"channels\": 2, \"audioBitrate\": 128} | bad-message",
                "{\"type\": \"broadcast:start\", \"codec\": \"opus\", \"sampleRate\": 48000, \"channels\": 3, \"audioBitrate\": 128} | bad-message",
                "{\"type\": \"broadcast:start\", \"codec\": \"opus\", \"sampleRate\": 48000, \"channels\": 2, \"audioBitrate\": 1e9} | bad-message",
                "{\"type\": \"broadcast:start\", \"codec\": \"opus\", \"sampleRate\": 48000, \"channels\": 2, \"audioBitrate\": -1} | bad-message",
                "{\"type\": \"broadcast:start\", \"codec\": \"opus\", \"sampleRate\": 48000, \"channels\": 2, \"audioBitrate\": 128} | not-allowed",
                "{\"type\": \"broadcast:stop\"}                                              | not-allowed",
                "{\"type\": \"quality:request\"}                                             | bad-message",
                "{\"type\": \"quality:request\", \"quality\": \"best\"}                       | bad-message",
                "{\"type\": \"report\", \"driftMs\": 0, \"rttMs\": 1, \"bufferMs\": 0, \"lateP95Ms\": 1e9, \"underruns\": 0, \"seeks\": 0} | bad-message",
                "{\"type\": \"join\", \"roomId\": \"elsewhere\", \"name\": \"x\", \"audio\": \"loud\"} | bad-message",
                "{\"type\": \"constructor\"}                                                 | unknown-type"
            })
    void hears_what_is_wrong(String frame, String code) {
        mallory.join(roomId, "Mallory");

        mallory.sendText(frame);

        JsonNode error = mallory.next("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(mallory.isOpen()).isTrue();
    }

    @Test
    void gets_its_id_back_even_with_nonsense() {
        mallory.join(roomId, "Mallory");

        assertThat(mallory.ask("{'type': 'seek', 'toMediaTime': 'now'}")
                        .path("code")
                        .asText())
                .isEqualTo("bad-message");
        assertThat(mallory.ask("{'type': 'rewind', 'entry': 3}").path("code").asText())
                .isEqualTo("unknown-type");
        mallory.send("{'type': 'play', 'id': '" + "x".repeat(65) + "'}");
        assertThat(mallory.next(message -> message.path("type").asText().equals("error") && !message.has("re"))
                        .path("code")
                        .asText())
                .isEqualTo("bad-message");
    }

    @Test
    void is_shown_the_door_for_a_frame_that_is_too_large() {
        mallory.join(roomId, "Mallory");

        mallory.send("{'type': 'chat', 'text': '" + "x".repeat(17_000) + "'}");

        assertThat(mallory.bye().path("code").asText()).isEqualTo("too-large");
    }

    @Test
    void cannot_fill_the_memory_with_a_frame_without_end() {
        mallory.join(roomId, "Mallory");

        for (int i = 0; i < 20; i++) {
            mallory.sendPiece("x".repeat(1_000), false);
        }

        assertThat(mallory.bye().path("code").asText()).isEqualTo("too-large");
    }

    @Test
    void may_send_a_frame_in_pieces_but_must_finish_it() {
        mallory.join(roomId, "Mallory");

        mallory.sendPiece("{\"type\": \"chat\", \"id\": \"p\", ", false);
        mallory.sendPiece("\"text\": \"in pieces\"}", true);
        assertThat(mallory.next("ack").path("re").asText()).isEqualTo("p");

        mallory.sendPiece("{\"type\": ", false);
        assertThat(mallory.bye().path("code").asText()).isEqualTo("too-slow");
    }

    @Test
    void is_not_heard_where_it_was_not_granted() {
        mallory.sendBinary(new byte[] {0x10, 0, 0, 1});
        assertThat(mallory.next("error").path("code").asText()).isEqualTo("not-joined");
        mallory.join(roomId, "Mallory");

        for (int frame = 0; frame < 40 && mallory.isOpen(); frame++) {
            mallory.sendBinary(new byte[] {0x10, 0, 0, 1});
        }

        assertThat(mallory.bye().path("code").asText()).isEqualTo("bad-message");
        assertThat(witness.sound()).isEmpty();
    }

    @Test
    void is_shown_the_door_for_sound_that_is_too_large() {
        mallory.join(roomId, "Mallory");

        mallory.sendBinary(new byte[200_000]);

        assertThat(mallory.bye().path("code").asText()).isEqualTo("too-large");
    }

    @Test
    void is_shown_the_door_when_it_goes_on_with_nonsense() {
        mallory.join(roomId, "Mallory");

        for (int i = 0; i < 40 && mallory.isOpen(); i++) {
            mallory.sendText("nonsense");
        }

        assertThat(mallory.bye().path("code").asText()).isEqualTo("bad-message");
    }

    @Test
    void is_slowed_down_and_then_shown_the_door_when_it_floods() {
        mallory.join(roomId, "Mallory");
        long sinceNs = System.nanoTime();

        for (int i = 0; i < 400 && mallory.isOpen(); i++) {
            try {
                mallory.send("{'type': 'chat', 'text': 'spam'}");
            } catch (RuntimeException closedMeanwhile) {
                break;
            }
        }

        JsonNode bye = mallory.bye();
        assertThat(mallory.next("error").path("code").asText()).isEqualTo("rate-limited");
        assertThat(mallory.next("error").path("retryAfterMs").asLong()).isBetween(1L, 1_000L);
        assertThat(bye.path("retryAfterMs").asLong()).isEqualTo(5_000);
        assertThat(bye.path("code").asText()).isEqualTo("rate-limited");
        assertThat(bye.path("mayReturn").asBoolean()).isTrue();
        assertThat((long) witness.all("chat").size()).isLessThanOrEqualTo(letThrough(8, 2, sinceNs));
    }

    @Test
    void is_slowed_down_and_then_shown_the_door_for_the_bytes_of_few_messages() {
        mallory.join(roomId, "Mallory");
        String large = "{'type': 'ping', 't0': 1, 'more': '" + "x".repeat(16_000) + "'}";

        long sinceNs = System.nanoTime();
        long taken = 0;
        JsonNode last = mallory.ask(large);
        while (last.path("type").asText().equals("pong")) {
            taken++;
            last = mallory.ask(large);
        }

        assertThat(taken)
                .as("as many as their bytes allow, which is fewer than there may be pings")
                .isBetween(16L, letThrough(256 * 1_024, 32 * 1_024, sinceNs) / large.length());
        assertThat(last.path("code").asText()).isEqualTo("rate-limited");
        assertThat(last.path("retryAfterMs").asLong()).isBetween(1L, 1_000L);
        for (int i = 0; i < 400 && mallory.isOpen(); i++) {
            try {
                mallory.send(large);
            } catch (RuntimeException closedMeanwhile) {
                break;
            }
        }
        assertThat(mallory.bye().path("code").asText()).isEqualTo("rate-limited");
        assertThat(mallory.bye().path("mayReturn").asBoolean()).isTrue();
    }

    @Test
    void must_join_first_and_soon() {
        mallory.send("{'type': 'play', 'id': 'early'}");
        assertThat(mallory.next("error").path("code").asText()).isEqualTo("not-joined");

        assertThat(mallory.bye().path("code").asText()).isEqualTo("not-joined");
    }

    @Test
    void finds_no_room_that_is_not_there() {
        mallory.askJoin("no-such-room", "Mallory", null);

        assertThat(mallory.next("error").path("re").asText()).isEqualTo("join");
        assertThat(mallory.bye().path("code").asText()).isEqualTo("room-not-found");
        try (Guest another = Guest.connected(server.socket())) {
            another.askJoin("../../etc", "Mallory", null);
            assertThat(another.bye().path("code").asText()).isEqualTo("room-not-found");
        }
    }

    @Test
    void cannot_come_in_as_somebody_else() {
        String[] parts = witness.token().split("\\.");
        mallory.askJoin(roomId, "Ann", parts[0] + "." + parts[1] + ".AAAA");
        assertThat(mallory.next("error").path("code").asText()).isEqualTo("unauthorized");

        mallory.sendText("{\"type\": \"join\", \"roomId\": \"" + roomId + "\", \"name\": \"Mallory\"}");

        assertThat(mallory.joined().at("/you/role").asText()).isEqualTo("guest");
        assertThat(mallory.id()).isNotEqualTo(witness.id());
    }

    @Test
    void cannot_use_another_rooms_token() {
        JsonNode other = Caller.openRoom(server);

        mallory.askJoin(roomId, "Mallory", other.path("token").asText());

        assertThat(mallory.next("error").path("code").asText()).isEqualTo("unauthorized");
    }

    /** What a limit lets through at the most since then. A slow machine takes longer, and gets more for it. */
    private static long letThrough(int burst, int perSecond, long sinceNs) {
        return burst + Math.ceilDiv((System.nanoTime() - sinceNs) * perSecond, 1_000_000_000L);
    }
}

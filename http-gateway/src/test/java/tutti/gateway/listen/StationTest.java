package tutti.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.audio.AudioFrame;
import tutti.engine.audio.Tier;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Player;
import tutti.gateway.testing.RecordingStudio;
import tutti.gateway.testing.Server;

@DisplayName("One broadcast in a player")
class StationTest {
    private static final String START =
            "{'type': 'broadcast:start', 'codec': 'opus', 'sampleRate': 48000, 'channels': 2, 'audioBitrate': 128}";
    private static final int PACKETS_A_PAGE = 5;
    private static final int HEADERS = 2;
    private static final long SAMPLES_A_PAGE = PACKETS_A_PAGE * 960L;

    private static final RecordingStudio STUDIO = new RecordingStudio();

    private static Server server;

    private Guest ann;
    private Player player;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty(), STUDIO);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void tuneIn() {
        STUDIO.listeners.clear();
        JsonNode room = Caller.openRoom(server);
        String roomId = room.path("roomId").asText();
        ann = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText());
        ann.ask(START);
        URI listen = server.uri("/rooms/" + roomId + "/listen.ogg");
        await().until(() -> Caller.call("HEAD", listen, null).status() == 200);
        player = Player.tunedTo(listen);
        player.pages(HEADERS);
    }

    @AfterEach
    void leave() {
        player.close();
        ann.close();
    }

    @Test
    void takes_nothing_of_the_next_into_its_stream() {
        hearAPage(1, 0);
        hearAPage(2, PACKETS_A_PAGE);

        ann.ask("{'type': 'broadcast:stop'}");

        Player.Page last = player.last();
        assertThat(last.isLast()).isTrue();
        assertThat(last.granule()).isEqualTo(SAMPLES_A_PAGE);
    }

    @Test
    void loses_nothing_of_what_comes_before_the_room_says_that_it_goes_on() {
        hearAPage(1, 0);
        hearAPage(2, PACKETS_A_PAGE);

        assertThat(ann.ask(START).path("epoch").asLong()).isEqualTo(2);

        assertThat(player.pages(2).getLast().granule()).isEqualTo(2 * SAMPLES_A_PAGE);
    }

    private static void hearAPage(long epoch, long firstSeq) {
        for (long seq = firstSeq; seq < firstSeq + PACKETS_A_PAGE; seq++) {
            STUDIO.listeners
                    .getFirst()
                    .guest
                    .hear(
                            new AudioFrame(AudioFrame.Kind.OPUS, 0, Tier.HIGH.wire(), epoch, seq, 0, List.of(packet()))
                                    .encode(),
                            1);
        }
    }

    /** Of 20 ms in stereo over the full band. */
    private static ByteString packet() {
        return ByteString.fromArray(new byte[] {(byte) 0xFC, 1, 2, 3});
    }
}

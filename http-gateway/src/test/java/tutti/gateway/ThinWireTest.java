package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.audio.AudioFrame;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.LiveHost;
import tutti.gateway.testing.Server;
import tutti.gateway.testing.SlowGuest;

@DisplayName("A guest whose wire is too thin for live sound")
class ThinWireTest {
    /** Of each frame of some 660 bytes. */
    private static final int TAKEN_BYTES = 200;
    /** Ten seconds. */
    private static final int SLOW_FRAMES = 250;
    /** A second of packets may wait, and some are on their way. */
    private static final int BEHIND_MAX = 75;

    private Server server;
    private Guest ann;
    private Guest ben;
    private SlowGuest cat;

    @BeforeEach
    void seat(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty());
        JsonNode room = Caller.openRoom(server);
        String roomId = room.path("roomId").asText();
        ann = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText());
        ben = Guest.connected(server.socket()).join(roomId, "Ben");
        cat = SlowGuest.joined(server.socket(), roomId, "Cat");
    }

    @AfterEach
    void leave() {
        cat.close();
        ann.close();
        ben.close();
        server.close();
    }

    @Test
    void is_sent_what_is_live_as_soon_as_it_can_take_it_and_nobody_else_hears_a_hole() {
        try (LiveHost host = LiveHost.on(ann)) {
            for (int frames = 1; frames <= SLOW_FRAMES; frames++) {
                hasBen(frames);
                cat.take(TAKEN_BYTES);
            }
            long live = newest(LiveHost.heard(ben));
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                cat.take(Integer.MAX_VALUE);
                return newest(cat.heard()) > live + 50;
            });

            List<Long> heard = seqs(cat.heard());
            assertThat(heard).isSorted().hasSizeLessThan(SLOW_FRAMES);
            assertThat(heard).anyMatch(seq -> seq > live - BEHIND_MAX && seq <= live);
            host.assertSent(
                    cat.heard().stream().filter(frame -> frame.seq() > live).toList());
            List<AudioFrame> all = LiveHost.heard(ben);
            host.assertSent(all);
            assertThat(cat.heard()).allSatisfy(frame -> host.assertSent(List.of(frame)));
        }
    }

    private void hasBen(int frames) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> ben.sound().size() >= frames);
    }

    private static long newest(List<AudioFrame> frames) {
        return frames.isEmpty() ? -1 : frames.getLast().seq();
    }

    private static List<Long> seqs(List<AudioFrame> frames) {
        return frames.stream().map(AudioFrame::seq).toList();
    }
}

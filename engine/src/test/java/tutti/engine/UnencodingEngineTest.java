package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.EngineScenario.done;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Refusal;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.testing.Node;

@DisplayName("An engine that encodes no sound")
class UnencodingEngineTest {
    @TempDir
    Path data;

    private Node node;

    @BeforeEach
    void start() {
        node = Node.start(ConfigFactory.parseString("""
                tutti.engine {
                  data-dir = "%s"
                  ask-timeout = 20 s
                  transcoding.rooms-max = 0
                }
                """.formatted(data)));
        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void tells_a_host_of_raw_sound_that_nobody_would_hear_it() {
        assertThat(refusal(new Feed(Feed.Codec.PCM, Feed.SAMPLE_RATE, 2, 1_536)))
                .isEqualTo(Refusal.UNAVAILABLE);
        // Any other is the room's to answer.
        assertThat(refusal(new Feed(Feed.Codec.OPUS, Feed.SAMPLE_RATE, 2, 128))).isEqualTo(Refusal.ROOM_NOT_FOUND);
    }

    private Refusal refusal(Feed feed) {
        Outcome<Grant> answer = node.rooms()
                .startBroadcast(new RoomId("never-opened"), new UserId("u-host"), new BroadcastId("live-0001"), feed)
                .toCompletableFuture()
                .join();
        return ((Outcome.Refused<Grant>) answer).refusal();
    }
}

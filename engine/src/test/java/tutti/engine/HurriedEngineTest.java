package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.EngineScenario.ANN;
import static tutti.engine.EngineScenario.ROOM;
import static tutti.engine.EngineScenario.done;
import static tutti.engine.EngineScenario.film;
import static tutti.engine.EngineScenario.refusal;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.channel.Outbox;
import tutti.engine.id.RoomId;
import tutti.engine.room.Refusal;
import tutti.engine.testing.Node;
import tutti.engine.testing.RecordingOutbox;

@DisplayName("An engine whose rooms do not answer in time")
class HurriedEngineTest {
    @TempDir
    Path data;

    private Node node;

    @BeforeEach
    void start() {
        // No room comes up anywhere: there is no node of the role that rooms live on.
        node = Node.start(ConfigFactory.parseString("""
                pekko.cluster.sharding.role = "elsewhere"
                # It would be asked in vain for its rooms before the node may go.
                pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 100 ms
                tutti.engine {
                  data-dir = "%s"
                  ask-timeout = 100 ms
                  channel.rooms-max = 1
                }
                """.formatted(data)));
        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void answers_that_they_are_unavailable() {
        assertThat(refusal(node.rooms().open(film(ROOM)))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(node.rooms().look(new RoomId("another")))).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void holds_no_more_rooms_than_it_may() {
        node.rooms().look(ROOM);
        RecordingOutbox ann = new RecordingOutbox();

        node.rooms()
                .enter(
                        new RoomId("one-too-many"),
                        tutti.engine.room.presence.Arrival.known(ANN, new tutti.engine.id.DisplayName("Ann")),
                        ann);

        await().until(() -> new Outbox.Ending.Turned(Refusal.UNAVAILABLE).equals(ann.ending));
    }
}

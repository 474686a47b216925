package tutti.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.UnhandledMessage;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.room.RoomEntity;
import tutti.engine.testing.Node;

@DisplayName("A takeover")
class TakeoverTest {
    @TempDir
    private Path dir;

    /** Where it lives, and what it is told, is Pekko's own affair and may change with any version. */
    @Test
    void reaches_the_coordinator_of_the_rooms_shards_which_makes_nothing_of_it_once_it_has_begun() {
        try (Node node = Node.start(ConfigFactory.parseMap(Map.of("tutti.engine.data-dir", dir.toString())))) {
            TestProbe<UnhandledMessage> probe = TestProbe.create(UnhandledMessage.class, node.system);
            node.system.classicSystem().eventStream().subscribe(Adapter.toClassic(probe.ref()), UnhandledMessage.class);
            Takeover takeover = new Takeover(node.system, RoomEntity.TYPE);

            probe.awaitAssert(Duration.ofSeconds(20), () -> {
                takeover.hurry();
                UnhandledMessage told = probe.receiveMessage(Duration.ofSeconds(2));
                assertThat(told.recipient().path().toStringWithoutAddress())
                        .isEqualTo("/system/sharding/RoomCoordinator/singleton/coordinator");
                assertThat(told.message()).hasToString("StateInitialized");
                return told;
            });
        }
    }
}

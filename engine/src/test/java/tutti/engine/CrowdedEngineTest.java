package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.EngineScenario.done;
import static tutti.engine.EngineScenario.film;
import static tutti.engine.EngineScenario.ok;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.id.RoomId;
import tutti.engine.testing.Node;

@DisplayName("An engine with more rooms than may be awake")
class CrowdedEngineTest {
    /** One for each shard. */
    private static final int AWAKE_MAX = 32;

    @TempDir
    Path data;

    private Node node;

    @BeforeEach
    void start() {
        node = Node.start(ConfigFactory.parseString("""
                tutti.engine {
                  data-dir = "%s"
                  rooms-awake-max = %d
                  ask-timeout = 20 s
                }
                """.formatted(data, AWAKE_MAX)));
        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void puts_those_to_sleep_that_were_longest_without_a_word_and_wakes_whoever_is_asked_for() {
        List<RoomId> rooms = IntStream.range(0, 5 * AWAKE_MAX)
                .mapToObj(i -> new RoomId("crowded-" + i))
                .toList();
        rooms.forEach(room -> ok(node.rooms().open(film(room))));

        await().atMost(20, SECONDS).until(() -> roomsHere() <= AWAKE_MAX);
        assertThat(ok(node.rooms().look(rooms.getFirst())).view().id()).isEqualTo(rooms.getFirst());
    }

    private int roomsHere() {
        return node.engine.roomsHere().toCompletableFuture().join();
    }
}

package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static tutti.engine.EngineScenario.ROOM;
import static tutti.engine.EngineScenario.done;
import static tutti.engine.EngineScenario.film;
import static tutti.engine.EngineScenario.ok;

import com.typesafe.config.ConfigFactory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import tutti.engine.testing.Node;

/** A process with a node on the embedded database of a folder. It opens a room, says so, and gives itself up as lost. */
final class GivenUpNode {
    private GivenUpNode() {}

    public static void main(String[] args) {
        Node node = Node.start(ConfigFactory.parseMap(
                Map.of("pekko.coordinated-shutdown.exit-jvm", "on", "tutti.engine.data-dir", args[0])));
        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
        ok(node.rooms().open(film(ROOM)));
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println("a room is open");
        Cluster cluster = Cluster.get(node.system);
        cluster.manager().tell(new Down(cluster.selfMember().address()));
    }
}

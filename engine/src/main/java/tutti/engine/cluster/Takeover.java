package tutti.engine.cluster;

import java.time.Duration;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import scala.reflect.ClassTag;

/**
 * Where the oldest node is lost, the next one coordinates the shards. Pekko's coordinator first waits half a second, no setting says
 * how long, to hear which regions are gone. Of those on nodes that are removed it knows that from the beginning, so here it does not
 * wait: each room of the lost node is up half a second sooner.
 */
public final class Takeover {
    /**
     * By which Pekko's coordinator ends its wait; Java has no word for an object within an object of Scala's. Where it is not found no
     * engine starts, so that a new version of Pekko without it shows at once.
     */
    private static final String WAITED = "org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$StateInitialized";

    /** The new coordinator starts after `down-removal-margin`, and reads what the last one wrote. */
    private static final Duration EVERY = Duration.ofMillis(50);

    private static final int TIMES = 20;

    private final ActorSystem<?> system;
    private final ActorSelection coordinator;
    private final Object waited;

    public Takeover(ActorSystem<?> system, EntityTypeKey<?> type) {
        this.system = system;
        this.coordinator = system.classicSystem()
                .actorSelection("/system/sharding/" + type.name() + "Coordinator/singleton/coordinator");
        this.waited = system.dynamicAccess()
                .getObjectFor(WAITED, ClassTag.apply(Object.class))
                .get();
    }

    /** Once a node is removed. Where there is no coordinator, and where it has begun, nothing comes of it. */
    public void hurry() {
        hurry(TIMES);
    }

    private void hurry(int times) {
        coordinator.tell(waited, ActorRef.noSender());
        if (times > 1) {
            system.scheduler().scheduleOnce(EVERY, () -> hurry(times - 1), system.executionContext());
        }
    }
}

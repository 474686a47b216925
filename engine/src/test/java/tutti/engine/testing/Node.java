package tutti.engine.testing;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import tutti.engine.Engine;
import tutti.engine.EngineSettings;
import tutti.engine.Foundation;
import tutti.engine.Rooms;
import tutti.engine.clock.NodeClock;
import tutti.engine.room.RoomEntity;

/** An engine with its actor system, as a node's Main starts it. */
public final class Node implements AutoCloseable {
    public final ActorSystem<Void> system;
    public final Engine engine;

    private Node(ActorSystem<Void> system, Engine engine) {
        this.system = system;
        this.engine = engine;
    }

    public static Node start(Config own) {
        Config config = Engine.configuration(own);
        Foundation foundation = Foundation.lay(config, EngineSettings.from(config), List.of("a key"));
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tutti", foundation.configuration());
        try {
            return new Node(system, Engine.start(system, foundation, new NodeClock(), new PlainEncoder()));
        } catch (RuntimeException e) {
            system.terminate();
            throw e;
        }
    }

    public Rooms rooms() {
        return engine.rooms();
    }

    /** The ids of the rooms that are awake on this node. */
    public Set<String> entities() {
        CompletionStage<ShardRegion.CurrentShardRegionState> state = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetShardRegionState(RoomEntity.TYPE, replyTo),
                Duration.ofSeconds(5),
                system.scheduler());
        Set<String> entities = new HashSet<>();
        state.toCompletableFuture().join().getShards().forEach(shard -> entities.addAll(shard.getEntityIds()));
        return entities;
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node does not stop", e);
        }
    }
}

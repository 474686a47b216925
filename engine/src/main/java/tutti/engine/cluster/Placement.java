package tutti.engine.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import tutti.engine.id.RoomId;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomEntity;

/** Which node has which rooms, for people who look after them. Asking wakes no room. */
public final class Placement {
    private static final Duration NODES_ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

    private final ActorSystem<?> system;
    private final HashCodeMessageExtractor<RoomCommand> shards;

    public Placement(ActorSystem<?> system) {
        this.system = system;
        this.shards = new HashCodeMessageExtractor<>(
                ClusterShardingSettings.create(system).numberOfShards());
    }

    /**
     * The address of the node that has the room or would wake it; empty when none has been asked for yet. Fails with a timeout
     * while a node is being lost.
     */
    public CompletionStage<Optional<String>> of(RoomId room) {
        String shard = shards.shardId(room.value());
        CompletionStage<ShardRegion.ClusterShardingStats> stats = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetClusterShardingStats(RoomEntity.TYPE, NODES_ANSWER_WITHIN, replyTo),
                ANSWERED_WITHIN,
                system.scheduler());
        return stats.thenCompose(answered -> nodeOf(shard, answered));
    }

    /** Where one node does not answer nobody is told what the others said: the answer is of no node at all. */
    private static CompletionStage<Optional<String>> nodeOf(String shard, ShardRegion.ClusterShardingStats answered) {
        return answered.getRegions().isEmpty()
                ? CompletableFuture.failedFuture(new TimeoutException("not every node answers"))
                : CompletableFuture.completedFuture(answered.getRegions().entrySet().stream()
                        .filter(region -> region.getValue().getStats().containsKey(shard))
                        .map(Map.Entry::getKey)
                        .map(Object::toString)
                        .findFirst());
    }

    /** How many rooms are awake on this node. */
    public CompletionStage<Integer> roomsHere() {
        CompletionStage<ShardRegion.CurrentShardRegionState> state = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetShardRegionState(RoomEntity.TYPE, replyTo),
                ANSWERED_WITHIN,
                system.scheduler());
        return state.thenApply(region -> region.getShards().stream()
                .mapToInt(shard -> shard.getEntityIds().size())
                .sum());
    }
}

package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.RoomId;

@DisplayName("A room that moves to another node")
class RoomOnTheMoveTest {
    private final ActorTestKit actors = ActorTestKit.create("move", TestRoom.CONFIG);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Occupancy occupancy = new Occupancy() {
        @Override
        public void changed(RoomId room, int memberCount) {
            said.add(room + " has " + memberCount);
        }

        @Override
        public void gone(RoomId room) {
            said.add(room + " is gone");
        }
    };

    @AfterEach
    void stop() {
        actors.shutdownTestKit();
    }

    @Test
    void tells_the_list_on_the_node_it_leaves() {
        TestProbe<ClusterSharding.ShardCommand> shard = actors.createTestProbe();
        TestProbe<RoomReply> asker = actors.createTestProbe();
        House house = new House(TestRoom.LIMITS, new ManualClock(TestRoom.T0_US), occupancy, () -> true, () -> true);
        ActorRef<RoomCommand> room = actors.spawn(RoomEntity.create(TestRoom.ID, house, shard.ref()));
        room.tell(new RoomCommand.Open(TestRoom.annsRoom(TestRoom.FILM, false), asker.ref()));
        asker.expectMessage(TestRoom.OPENED);
        assertThat(said).isEmpty();

        actors.stop(room);

        await().until(() -> said.equals(List.of(TestRoom.ID + " is gone")));
    }
}

package tutti.engine.audio;

import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.ROOM;

import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.BroadcastId;

@DisplayName("A node's desk")
class SoundDeskTest {
    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<OriginCommand> first = kit.createTestProbe();
    private final TestProbe<OriginCommand> next = kit.createTestProbe();
    private final ActorRef<DeskCommand> desk = kit.spawn(
            SoundDesk.create("here", new ManualClock(1_795_000_000_000_000L), List::of, (address, message) -> {}));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void has_an_upload_tell_its_heir_what_it_came_to_before_it_ends() {
        desk.tell(new DeskCommand.Opened(new Grant(ROOM, LIVE, 1, "here"), first.ref()));

        desk.tell(new DeskCommand.Opened(new Grant(ROOM, LIVE, 2, "here"), next.ref()));

        first.expectMessage(new OriginCommand.HandOver(next.ref()));
        first.expectMessage(new OriginCommand.End(EndReason.SUPERSEDED));
    }

    @Test
    void has_nothing_told_to_the_upload_of_another_broadcast() {
        desk.tell(new DeskCommand.Opened(new Grant(ROOM, LIVE, 1, "here"), first.ref()));

        desk.tell(new DeskCommand.Opened(new Grant(ROOM, new BroadcastId("live-0002"), 2, "here"), next.ref()));

        first.expectMessage(new OriginCommand.End(EndReason.SUPERSEDED));
    }
}

package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.OPUS;
import static tutti.engine.audio.Sounds.ROOM;

import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.clock.ManualClock;

@DisplayName("The origin of an upload")
class OriginTest {
    private static final long START_US = 1_795_000_000_000_000L;

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final ManualClock clock = new ManualClock(START_US);
    private final TestProbe<FromOrigin> node = kit.createTestProbe();
    private final ActorRef<OriginCommand> origin = kit.spawn(Origin.create(
            new Grant(ROOM, LIVE, 2, "here"),
            OPUS,
            Latency.LIVE,
            new Origin.Surroundings(clock, TierSource.none(), news -> {}, new Upload.Door())));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void goes_on_with_the_delay_of_the_one_before_it() {
        origin.tell(new OriginCommand.GoOn(800));
        origin.tell(beat(null));

        assertThat(delayUsOfNext()).isEqualTo(800_000);
    }

    @Test
    void goes_on_with_the_delay_that_the_first_node_to_know_it_tells() {
        origin.tell(beat(null));
        origin.tell(beat(250));
        origin.tell(beat(800));

        assertThat(delayUsOfNext()).isEqualTo(250_000);
    }

    @Test
    void has_a_delay_of_its_own_after_its_first_second() {
        origin.tell(beat(null));
        node.expectMessageClass(FromOrigin.Beaten.class);
        clock.pass(Duration.ofSeconds(1));
        time.timePasses(Duration.ofSeconds(1));

        origin.tell(beat(800));

        assertThat(delayUsOfNext()).isEqualTo(400_000);
    }

    @Test
    void tells_whoever_resumes_it_here_how_far_behind_its_guests_are() {
        TestProbe<OriginCommand> heir = kit.createTestProbe();
        origin.tell(beat(250));

        origin.tell(new OriginCommand.HandOver(heir.ref()));

        heir.expectMessage(new OriginCommand.GoOn(250));
    }

    private FromNode.Beat beat(Integer heardDelayMs) {
        return new FromNode.Beat(
                ROOM, LIVE, node.ref(), Set.of(Tier.HIGH), true, START_US, FromNode.Audience.NONE, heardDelayMs);
    }

    private long delayUsOfNext() {
        origin.tell(new OriginCommand.Uploaded(
                new UploadGate.Verdict.Passed(Tier.HIGH, 0, clock.nowUs() - 20_000, false, Sounds.packet(0, 100))));
        FromOrigin told = node.receiveMessage();
        while (!(told instanceof FromOrigin.Packet)) {
            told = node.receiveMessage();
        }
        SoundPacket sound = ((FromOrigin.Packet) told).sound();
        return sound.heardUs() - sound.capturedUs();
    }
}

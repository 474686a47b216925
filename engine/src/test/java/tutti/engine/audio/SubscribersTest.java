package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.ROOM;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The nodes that have guests of a broadcast")
class SubscribersTest {
    private static final long NOW_US = 1_795_000_000_000_000L;

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<FromOrigin> node = kit.createTestProbe();
    private final Subscribers subscribers = new Subscribers();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void are_sent_only_the_tiers_that_somebody_there_hears() {
        assertThat(beat(false, Tier.LOW)).containsExactly(Tier.LOW);
        send(0, Set.of());
        assertThat(beat(false, Tier.HIGH)).containsExactly(Tier.HIGH);
        send(1, Set.of());
        beat(false);
        send(2, Set.of());

        assertThat(sent(2)).containsExactly(sound(Tier.LOW, 0), sound(Tier.HIGH, 1));
        node.expectNoMessage();
    }

    @Test
    void are_sent_the_others_while_the_tier_they_hear_is_missing() {
        beat(false, Tier.LOW);

        send(0, Set.of(Tier.LOW));

        assertThat(sent(3)).extracting(SoundPacket::tier).containsExactlyElementsOf(Tier.HEARD);
    }

    @Test
    void are_sent_all_that_is_still_to_be_heard_of_three_tiers_in_a_room_that_wants_no_holes() {
        for (Tier tier : beat(true, Tier.HIGH, Tier.MEDIUM, Tier.LOW)) {
            subscribers.replay(
                    node.ref(),
                    LongStream.range(0, 250).mapToObj(seq -> sound(tier, seq)).toList());
        }
        send(250, Set.of());

        List<SoundPacket> came = sent(CreditWindow.ON_THE_WAY_MAX);
        subscribers.took(new FromNode.Took(node.ref(), came.size()));
        came.addAll(sent(3 * 251 - came.size()));
        for (Tier tier : Tier.HEARD) {
            assertThat(came.stream().filter(sound -> sound.tier() == tier).map(SoundPacket::seq))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(0, 250).boxed().toList());
        }
    }

    private Set<Tier> beat(boolean fresh, Tier... tiers) {
        return subscribers.beat(
                new FromNode.Beat(ROOM, LIVE, node.ref(), Set.of(tiers), fresh, NOW_US, FromNode.Audience.NONE, null),
                NOW_US);
    }

    private void send(long seq, Set<Tier> missing) {
        for (Tier tier : Tier.HEARD) {
            subscribers.send(sound(tier, seq), missing::contains);
        }
    }

    private List<SoundPacket> sent(int count) {
        List<SoundPacket> sent = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            sent.add(node.expectMessageClass(FromOrigin.Packet.class).sound());
        }
        return sent;
    }

    private static SoundPacket sound(Tier tier, long seq) {
        return Sounds.sound(tier, 1, seq, NOW_US + 400_000 + seq * SoundFormat.PACKET_US);
    }
}

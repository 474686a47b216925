package tutti.engine.audio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.OPUS;
import static tutti.engine.audio.Sounds.ROOM;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.clock.Clock;
import tutti.engine.clock.NodeClock;

@DisplayName("A broadcast on two nodes whose clocks are seven seconds apart")
class TwoNodesTest {
    private static final Config CONFIG = ConfigFactory.parseString("""
            pekko.actor.provider = cluster
            pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
            pekko.cluster.downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
            """).withFallback(ConfigFactory.load());
    private static final Duration AHEAD = Duration.ofSeconds(7);

    private final RecordingTiers tiers = new RecordingTiers();
    private final ANode first = new ANode(new NodeClock(), tiers);
    private final ANode second = new ANode(new NodeClock(AHEAD), tiers);

    /** An actor system in the cluster, with nothing of the engine but its sound. */
    private static final class ANode {
        final Clock clock;
        final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tutti", CONFIG);
        final Broadcasts broadcasts;

        ANode(Clock clock, TierSource tiers) {
            this.clock = clock;
            this.broadcasts = Broadcasts.start(system, clock, tiers, this::nodes);
        }

        List<String> nodes() {
            List<String> nodes = new ArrayList<>();
            for (Member member : Cluster.get(system).state().getMembers()) {
                if (member.status().equals(MemberStatus.up())) {
                    nodes.add(member.address().toString());
                }
            }
            return nodes;
        }

        RecordingHost host(long epoch) {
            RecordingHost host = new RecordingHost(clock, epoch);
            host.upload = broadcasts.upload(grant(epoch), OPUS, Latency.LIVE, host);
            return host;
        }

        Grant grant(long epoch) {
            return new Grant(ROOM, LIVE, epoch, broadcasts.here());
        }
    }

    @BeforeEach
    void join() {
        for (ANode node : List.of(first, second)) {
            Cluster.get(node.system)
                    .manager()
                    .tell(Join.create(Cluster.get(first.system).selfMember().address()));
        }
        await().atMost(30, SECONDS)
                .until(() -> first.nodes().size() == 2 && second.nodes().size() == 2);
    }

    @AfterEach
    void stop() {
        for (ANode node : List.of(first, second)) {
            node.system.terminate();
        }
        await().atMost(30, SECONDS)
                .until(() ->
                        first.system.getWhenTerminated().toCompletableFuture().isDone()
                                && second.system
                                        .getWhenTerminated()
                                        .toCompletableFuture()
                                        .isDone());
    }

    @Test
    void is_heard_at_the_same_instant_on_both() {
        RecordingHost host = first.host(1);
        RecordingListener here = new RecordingListener();
        RecordingListener there = new RecordingListener();
        first.broadcasts.listen(first.grant(1), here, Quality.AUTO);
        second.broadcasts.listen(first.grant(1), there, Quality.AUTO);

        sendUntil(host, () -> here.hasHeard(99) && there.hasHeard(99));

        AudioFrame there99 = frameWith(there, 99);
        AudioFrame here99 = frameWith(here, 99);
        assertThat(there99.packets()).isEqualTo(here99.packets());
        assertThat(Math.abs(there99.ptsUs() - here99.ptsUs() - 7_000_000)).isLessThan(50_000);
    }

    @Test
    void is_heard_on_both_from_its_first_packets_on_by_who_was_told_of_it_before_it_was_there() {
        RecordingListener here = new RecordingListener();
        RecordingListener there = new RecordingListener();
        first.broadcasts.listen(first.grant(1), here, Quality.AUTO);
        second.broadcasts.listen(first.grant(1), there, Quality.AUTO);

        RecordingHost host = first.host(1);
        sendUntil(host, () -> here.hasHeard(host.nextSeq - 5) && there.hasHeard(host.nextSeq - 5));

        assertThat(here.frames.getFirst().seq()).isZero();
        // What was to be heard when the two had found each other.
        assertThat(there.frames.getFirst().seq()).isLessThan(10);
    }

    @Test
    void asks_its_host_only_for_the_tiers_that_somebody_on_the_other_node_hears() {
        RecordingHost host = first.host(1);
        host.sends = Set.of(Tier.HIGH, Tier.LOW);
        RecordingListener there = new RecordingListener();
        Listening listening = second.broadcasts.listen(first.grant(1), there, Quality.LOW);
        sendUntil(host, () -> there.hasHeard(Tier.LOW, host.nextSeq - 5) && host.isAskedFor(Set.of(Tier.LOW)));

        listening.choose(Quality.HIGH);

        sendUntil(host, () -> host.isAskedFor(Set.of(Tier.HIGH)));
        assertThat(there.last().tier()).isEqualTo(Tier.HIGH.wire());
    }

    @Test
    void goes_on_when_its_host_comes_back_on_the_other_node_and_ends_the_upload_that_was_left() {
        RecordingHost host = first.host(1);
        RecordingListener here = new RecordingListener();
        RecordingListener there = new RecordingListener();
        first.broadcasts.listen(first.grant(1), here, Quality.AUTO);
        second.broadcasts.listen(first.grant(1), there, Quality.AUTO);
        sendUntil(host, () -> here.hasHeard(host.nextSeq - 5) && there.hasHeard(host.nextSeq - 5));

        RecordingHost resumed = second.host(2);
        resumed.nextSeq = host.nextSeq + 50;
        sendUntil(resumed, () -> here.last().epoch() == 2 && there.last().epoch() == 2);

        await().until(() -> host.send() instanceof Upload.Receipt.Ended);
        assertThat(host.news).contains(new HostNews.Ended(EndReason.SUPERSEDED));
        // The clocks have just met, on a machine that may be busy.
        sendUntil(resumed, () -> there.hasHeard(here.last().seq()) && apartUs(here.last(), there) < 5_000);
    }

    private static long apartUs(AudioFrame here, RecordingListener there) {
        return Math.abs(frameWith(there, here.seq()).ptsUs() - here.ptsUs() - 7_000_000);
    }

    private static AudioFrame frameWith(RecordingListener guest, long seq) {
        return guest.frames.stream()
                .filter(frame -> frame.seq() <= seq
                        && seq < frame.seq() + frame.packets().size())
                .findFirst()
                .orElseThrow();
    }

    /** As a host does: a packet each 20 ms. */
    private static void sendUntil(RecordingHost host, Callable<Boolean> enough) {
        await().atMost(20, SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (enough.call()) {
                        return true;
                    }
                    host.send();
                    return false;
                });
    }
}

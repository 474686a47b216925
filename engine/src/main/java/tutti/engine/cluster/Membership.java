package tutti.engine.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sbr.SplitBrainResolver;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.clock.Clock;

/** This node's place in the cluster. Leaving it, on a stop, is coordinated shutdown's. */
public final class Membership {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    /** The split-brain resolver would look once a second by itself: half a second lost, on average, of each outage. */
    private static final Duration RESOLVED_EVERY = Duration.ofMillis(100);

    private static final String RESOLVER = "/system/cluster/core/daemon/downingProvider";

    private final ActorSystem<?> system;
    private final Cluster cluster;
    private final org.apache.pekko.cluster.Cluster classic;
    private final boolean findsOthers;
    private final Clock clock;
    private final Standstill standstill;

    private Membership(ActorSystem<?> system, boolean findsOthers, Clock clock) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.classic = org.apache.pekko.cluster.Cluster.get(system);
        this.findsOthers = findsOthers;
        this.clock = clock;
        this.standstill = new Standstill(clock.nowUs());
    }

    /** Without a way to find others the node is a cluster of its own. */
    public static Membership join(ActorSystem<?> system, ClusterSettings settings, Clock clock) {
        Membership membership = new Membership(system, settings.findsOthers(), clock);
        if (membership.findsOthers) {
            log.info("looks for other nodes discovery={} service={}", settings.discovery().word, settings.service());
            sayWhoRefused(system);
            system.systemActorOf(Register.create(), "nodes", Props.empty());
            PekkoManagement.get(system).start();
            ClusterBootstrap.get(system).start();
            // Nobody is looked for any more, and connections left open would be reported as broken when the node stops.
            membership.classic.registerOnMemberUp(() -> Http.get(system).shutdownAllConnectionPools());
            CoordinatedShutdown.get(system)
                    .addTask(
                            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                            "look for nobody any more",
                            () -> Http.get(system)
                                    .shutdownAllConnectionPools()
                                    .thenApply(closed -> Done.getInstance()));
        } else {
            Cluster cluster = membership.cluster;
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
        ActorSelection resolver = system.classicSystem().actorSelection(RESOLVER);
        system.scheduler()
                .scheduleWithFixedDelay(
                        RESOLVED_EVERY,
                        RESOLVED_EVERY,
                        () -> {
                            membership.standstill.moved(clock.nowUs());
                            resolver.tell(SplitBrainResolver.Tick$.MODULE$, ActorRef.noSender());
                        },
                        system.executionContext());
        return membership;
    }

    /** Pekko ends a node that is no kin of the others, and tells only them what is different. */
    private static void sayWhoRefused(ActorSystem<?> system) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "say who refused", () -> {
            if (shutdown.getShutdownReason()
                    .filter(CoordinatedShutdown.incompatibleConfigurationDetectedReason()::equals)
                    .isPresent()) {
                log.error(
                        "the other nodes refuse this one: its TUTTI_JDBC_URL leads to another database than theirs, or its"
                                + " TUTTI_TOKEN_KEY is another one. Their logs say which");
            }
            return CompletableFuture.completedStage(Done.getInstance());
        });
    }

    /**
     * Whether the rooms of this node may decide anything. They stop the moment there is doubt, before anybody is given up as
     * lost, so that no room decides here while the others bring it up: this node sees half or less of all that serve, or
     * another one does not see this one, or it has stood still for so long that it may have been given up meanwhile.
     */
    public boolean mayDecide() {
        return isWithMost() && (!findsOthers || (isSeen() && !standstill.isFelt(clock.nowUs())));
    }

    private boolean isSeen() {
        return classic.readView().reachability().isReachable(classic.selfUniqueAddress());
    }

    /** This node is among them. */
    private boolean isWithMost() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        Set<Member> unreachable = state.getUnreachable();
        int serving = 0;
        int seen = 0;
        for (Member member : state.getMembers()) {
            if (serves(member)) {
                serving++;
                seen += unreachable.contains(member) ? 0 : 1;
            }
        }
        return serves(cluster.selfMember()) && 2 * seen > serving;
    }

    /** Who leaves goes on serving until its rooms are handed over. */
    private static boolean serves(Member member) {
        return member.status().equals(MemberStatus.up()) || member.status().equals(MemberStatus.leaving());
    }

    /** `told` runs each time a node is gone for good, lost or in good order; for all of them when this one stops. */
    public void onNodeGone(Runnable told) {
        system.systemActorOf(
                Behaviors.<ClusterEvent.MemberRemoved>setup(context -> {
                    cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterEvent.MemberRemoved.class));
                    return Behaviors.receiveMessage(removed -> {
                        told.run();
                        return Behaviors.same();
                    });
                }),
                "nodes-gone",
                Props.empty());
    }

    /** By which the other nodes know this one. */
    public String address() {
        return cluster.selfMember().address().toString();
    }

    public boolean isUp() {
        return cluster.selfMember().status().equals(MemberStatus.up());
    }

    /** Whether somebody else could take what this node has: nobody can once this node was given up as lost. */
    public boolean hasOthers() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        for (Member member : state.getMembers()) {
            if (isUp()
                    && member.status().equals(MemberStatus.up())
                    && !member.equals(cluster.selfMember())
                    && !state.getUnreachable().contains(member)) {
                return true;
            }
        }
        return false;
    }

    /** All nodes this one knows of, itself first. */
    public List<ClusterNode> nodes() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        List<ClusterNode> nodes = new ArrayList<>();
        for (Member member : state.getMembers()) {
            ClusterNode node = new ClusterNode(
                    member.address().toString(),
                    member.status().toString().toLowerCase(Locale.ROOT),
                    !state.getUnreachable().contains(member));
            nodes.add(member.equals(cluster.selfMember()) ? 0 : nodes.size(), node);
        }
        return List.copyOf(nodes);
    }
}

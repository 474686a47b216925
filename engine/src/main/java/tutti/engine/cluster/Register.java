package tutti.engine.cluster;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberExited;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator reads of the nodes: a line for each that comes, goes, or is not seen. */
final class Register {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    private Register() {}

    static Behavior<ClusterDomainEvent> create() {
        return Behaviors.setup(context -> {
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
            return Behaviors.receive(ClusterDomainEvent.class)
                    .onMessage(
                            MemberUp.class,
                            up -> said(
                                    () -> log.info("node={} is up", up.member().address())))
                    .onMessage(UnreachableMember.class, lost -> onUnseen(lost.member()))
                    .onMessage(
                            ReachableMember.class,
                            seen -> said(() -> log.info(
                                    "node={} is seen again", seen.member().address())))
                    .onMessage(MemberRemoved.class, Register::onGone)
                    .onMessage(MemberExited.class, exited -> onExited(exited.member(), cluster.selfMember()))
                    .onMessage(MemberDowned.class, down -> onDowned(down.member(), cluster.selfMember()))
                    .build();
        });
    }

    private static Behavior<ClusterDomainEvent> onUnseen(Member member) {
        if (!member.status().equals(MemberStatus.down()) && !member.status().equals(MemberStatus.exiting())) {
            log.warn("node={} is not seen any more", member.address());
        }
        return Behaviors.same();
    }

    private static Behavior<ClusterDomainEvent> onGone(MemberRemoved gone) {
        if (gone.previousStatus().equals(MemberStatus.down())) {
            log.warn("node={} was given up as lost", gone.member().address());
        } else {
            log.info("node={} has left", gone.member().address());
        }
        return Behaviors.same();
    }

    private static Behavior<ClusterDomainEvent> onExited(Member member, Member self) {
        if (!member.equals(self)) {
            return Behaviors.same();
        }
        log.info("this node has left");
        return Behaviors.stopped();
    }

    /** What this node sees of the others from here on is only that it ends itself, as when it has left. */
    private static Behavior<ClusterDomainEvent> onDowned(Member member, Member self) {
        if (!member.equals(self)) {
            return Behaviors.same();
        }
        log.warn("this node was given up as lost: it ends, and whoever watches it starts it again");
        return Behaviors.stopped();
    }

    private static Behavior<ClusterDomainEvent> said(Runnable line) {
        line.run();
        return Behaviors.same();
    }
}

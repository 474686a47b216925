package tutti.engine.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's place in the cluster. Leaving it, on a stop, is coordinated shutdown's. */
public final class Membership {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    private final Cluster cluster;

    private Membership(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Without a way to find others the node is a cluster of its own. */
    public static Membership join(ActorSystem<?> system, ClusterSettings settings) {
        Cluster cluster = Cluster.get(system);
        if (settings.discovery() == ClusterSettings.Discovery.NONE) {
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            log.info("looks for other nodes discovery={} service={}", settings.discovery().word, settings.service());
            PekkoManagement.get(system).start();
            ClusterBootstrap.get(system).start();
            // Nobody is looked for any more, and connections left open would be reported as broken when the node stops.
            org.apache.pekko.cluster.Cluster.get(system)
                    .registerOnMemberUp(() -> Http.get(system).shutdownAllConnectionPools());
        }
        return new Membership(cluster);
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

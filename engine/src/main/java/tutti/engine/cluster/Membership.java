package tutti.engine.cluster;

import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/** This node's place in the cluster. Leaving it, on a stop, is coordinated shutdown's. */
public final class Membership {
    private final Cluster cluster;

    private Membership(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Without seed nodes the node is a cluster of its own. */
    public static Membership join(ActorSystem<?> system, List<String> seedNodes) {
        Cluster cluster = Cluster.get(system);
        if (seedNodes.isEmpty()) {
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            List<Address> addresses =
                    seedNodes.stream().map(Membership::address).toList();
            cluster.manager()
                    .tell(JoinSeedNodes.apply(scala.jdk.javaapi.CollectionConverters.asScala(addresses)
                            .toSeq()));
        }
        return new Membership(cluster);
    }

    public boolean isUp() {
        return cluster.selfMember().status().equals(MemberStatus.up());
    }

    /** Whether somebody else could take what this node has. */
    public boolean hasOthers() {
        for (Member member : cluster.state().getMembers()) {
            if (member.status().equals(MemberStatus.up()) && !member.equals(cluster.selfMember())) {
                return true;
            }
        }
        return false;
    }

    private static Address address(String seedNode) {
        try {
            return AddressFromURIString.parse(seedNode);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "tutti.engine.cluster.seed-nodes: '" + seedNode + "' is not like pekko://tutti@10.0.0.1:7355", e);
        }
    }
}

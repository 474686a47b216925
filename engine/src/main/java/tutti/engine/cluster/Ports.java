package tutti.engine.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** What other nodes reach this one by. A node that cannot be reached would look for the others in vain, and only its log would say so. */
public final class Ports {
    private Ports() {}

    /** Throws with a sentence for whoever starts the node. */
    public static void refuseTaken(ClusterSettings settings) {
        if (settings.findsOthers()) {
            refuseIfTaken(settings.host(), settings.port(), "TUTTI_CLUSTER_PORT");
            refuseIfTaken(settings.host(), settings.contactPort(), "TUTTI_CLUSTER_CONTACT_PORT");
        }
    }

    private static void refuseIfTaken(String host, int port, String setting) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "port " + port + " of " + host + " cannot be listened on: something else may be running there. "
                            + setting + " and TUTTI_CLUSTER_HOST choose another.",
                    taken);
        }
    }
}

package tutti.engine.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tutti.engine.setting.Bounds;

/** How this node finds the others. The names of the kinds are those of Pekko's discovery methods. */
public record ClusterSettings(
        Discovery discovery,
        String service,
        List<Contact> contacts,
        String host,
        int port,
        int contactPort,
        int nodesToForm) {
    public ClusterSettings {
        Bounds.port("TUTTI_CLUSTER_PORT", port);
        Bounds.port("TUTTI_CLUSTER_CONTACT_PORT", contactPort);
        Bounds.atLeast("TUTTI_CLUSTER_NODES_TO_FORM", 1, nodesToForm);
    }

    public enum Discovery {
        NONE("none"),
        CONFIG("config"),
        DNS("pekko-dns"),
        KUBERNETES("kubernetes-api");

        final String word;

        Discovery(String word) {
            this.word = word;
        }
    }

    /** Where a node answers others that look for a cluster. */
    public record Contact(String host, int port) {}

    /** From `tutti.engine.cluster`. */
    public static ClusterSettings from(Config cluster) {
        Discovery discovery = discovery(cluster);
        List<Contact> contacts = contacts(cluster);
        if (discovery == Discovery.CONFIG && contacts.isEmpty()) {
            throw new ConfigException.BadValue(
                    cluster.origin(), "contacts", "TUTTI_CLUSTER_DISCOVERY=config wants TUTTI_CLUSTER_CONTACTS");
        }
        return new ClusterSettings(
                discovery,
                cluster.getString("service"),
                contacts,
                cluster.getString("host"),
                cluster.getInt("port"),
                cluster.getInt("contact-port"),
                cluster.getInt("nodes-to-form"));
    }

    /** False for a node that is a cluster of its own. */
    public boolean findsOthers() {
        return discovery != Discovery.NONE;
    }

    /** What Pekko's bootstrap is to know of it, besides what pekko.conf says. */
    public Config pekko() {
        Map<String, Object> told = new HashMap<>();
        told.put(
                "pekko.management.cluster.bootstrap.contact-point-discovery.discovery-method",
                discovery == Discovery.NONE ? Discovery.CONFIG.word : discovery.word);
        told.put(
                "pekko.discovery.config.services",
                Map.of(
                        service,
                        Map.of(
                                "endpoints",
                                contacts.stream()
                                        .map(contact -> Map.of("host", contact.host(), "port", contact.port()))
                                        .toList())));
        return ConfigFactory.parseMap(told, "the nodes in tutti.engine.cluster");
    }

    private static Discovery discovery(Config cluster) {
        String given = cluster.getString("discovery");
        for (Discovery discovery : Discovery.values()) {
            if (discovery.word.equals(given)) {
                return discovery;
            }
        }
        throw new ConfigException.BadValue(
                cluster.origin(),
                "discovery",
                "TUTTI_CLUSTER_DISCOVERY is none, config, pekko-dns or kubernetes-api, not " + given);
    }

    private static List<Contact> contacts(Config cluster) {
        List<Contact> contacts = new ArrayList<>();
        for (String given : cluster.getString("contacts").split(",", -1)) {
            String contact = given.strip();
            if (!contact.isEmpty()) {
                contacts.add(contact(cluster, contact));
            }
        }
        return List.copyOf(contacts);
    }

    private static Contact contact(Config cluster, String given) {
        int colon = given.lastIndexOf(':');
        try {
            return new Contact(given.substring(0, colon), Integer.parseInt(given.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new ConfigException.BadValue(
                    cluster.origin(),
                    "contacts",
                    "TUTTI_CLUSTER_CONTACTS is like 10.0.0.1:7626,10.0.0.2:7626, which '" + given + "' is not",
                    e);
        }
    }
}

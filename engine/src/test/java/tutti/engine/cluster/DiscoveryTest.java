package tutti.engine.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.testing.FreePorts;
import tutti.engine.testing.Node;
import tutti.engine.testing.Postgres;

/** Each node has an address of its own, as a machine or a pod has; the contact port is the same for all. */
@DisplayName("Nodes find each other")
class DiscoveryTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");

    private final Config database = POSTGRES.newDatabase();

    @Test
    void by_the_addresses_of_a_name() throws IOException {
        int contactPort = FreePorts.one();
        List<Node> nodes = new ArrayList<>();
        try (Nameserver nameserver = new Nameserver("tutti.test", HOSTS)) {
            for (String host : HOSTS) {
                nodes.add(Node.start(ConfigFactory.parseString("""
                        pekko.io.dns.async-dns.nameservers = ["127.0.0.1:%d"]
                        tutti.engine.cluster {
                          host = "%s"
                          contact-port = %d
                          discovery = pekko-dns
                          service = "tutti.test"
                        }
                        """.formatted(nameserver.port(), host, contactPort))
                        .withFallback(database)));
            }

            await().atMost(60, SECONDS).until(() -> nodes.stream().allMatch(DiscoveryTest::seesAllUp));
        } finally {
            nodes.forEach(node -> node.system.terminate());
            nodes.forEach(Node::close);
        }
    }

    /** In processes of their own, because Kubernetes tells a pod where its API is by the environment. */
    @Test
    void by_the_pods_of_a_kubernetes_namespace(@TempDir Path serviceAccount) throws IOException, InterruptedException {
        int contactPort = FreePorts.one();
        List<Process> nodes = new ArrayList<>();
        try (KubernetesApi api = new KubernetesApi(serviceAccount, "cinema", "app=tutti", HOSTS)) {
            for (String host : HOSTS) {
                nodes.add(start(host, contactPort, api, serviceAccount));
            }

            await().atMost(60, SECONDS)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> seesAllUp(HOSTS.get(0), contactPort) && seesAllUp(HOSTS.get(1), contactPort));
        } finally {
            for (Process node : nodes) {
                node.destroyForcibly().waitFor();
            }
        }
    }

    private Process start(String host, int contactPort, KubernetesApi api, Path serviceAccount) throws IOException {
        ProcessBuilder node = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-Dpekko.discovery.kubernetes-api.api-ca-path=" + serviceAccount.resolve("ca.crt"),
                "-Dpekko.discovery.kubernetes-api.api-token-path=" + serviceAccount.resolve("token"),
                "-Dpekko.discovery.kubernetes-api.pod-namespace-path=" + serviceAccount.resolve("namespace"),
                "-cp",
                System.getProperty("java.class.path"),
                NodeOfItsOwn.class.getName());
        node.environment()
                .putAll(Map.of(
                        "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT", Integer.toString(api.port()),
                        "TUTTI_CLUSTER_CONTACT_PORT", Integer.toString(contactPort),
                        "TUTTI_CLUSTER_DISCOVERY", "kubernetes-api",
                        "TUTTI_CLUSTER_HOST", host,
                        "TUTTI_JDBC_URL", database.getString("tutti.engine.jdbc.url"),
                        "TUTTI_JDBC_USER", database.getString("tutti.engine.jdbc.user"),
                        "TUTTI_JDBC_PASSWORD", database.getString("tutti.engine.jdbc.password")));
        return node.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean seesAllUp(Node node) {
        return node.engine.nodes().stream()
                        .filter(other -> other.status().equals("up"))
                        .count()
                == HOSTS.size();
    }

    /** As its contact port tells everybody who looks for a cluster. */
    private static boolean seesAllUp(String host, int contactPort) throws IOException {
        URI asked = URI.create("http://" + host + ":" + contactPort + "/bootstrap/seed-nodes");
        try (InputStream told = asked.toURL().openStream()) {
            return new ObjectMapper().readTree(told).findValuesAsText("status").equals(List.of("Up", "Up"));
        }
    }
}

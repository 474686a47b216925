package tutti.engine.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a pod sees of Kubernetes: an API that lists the pods of a namespace to whoever has the token, and in a folder the
 * token, the certificate and the namespace. A pod that waits for its place and one that ends are in the list, too.
 */
final class KubernetesApi implements AutoCloseable {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln";
    private static final String PASSWORD = "changeit";

    private final URI pods;
    private final String list;
    private final HttpsServer server;

    KubernetesApi(Path serviceAccount, String namespace, String selector, List<String> podIps) throws IOException {
        pods = URI.create("/api/v1/namespaces/" + namespace + "/pods?labelSelector=" + selector.replace("=", "%3D"));
        List<String> items = new ArrayList<>(podIps.stream()
                .map(ip -> pod("", "\"Running\", \"podIP\": \"" + ip + "\""))
                .toList());
        items.add(pod("", "\"Pending\""));
        items.add(pod("\"deletionTimestamp\": \"2026-11-21T10:00:30Z\",", "\"Running\", \"podIP\": \"127.0.0.99\""));
        list = """
                {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "4711"}, "items": [%s]}
                """.formatted(String.join(",", items));
        Files.writeString(serviceAccount.resolve("token"), TOKEN);
        Files.writeString(serviceAccount.resolve("namespace"), namespace);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(serviceAccount)));
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isKnown =
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean mayList = exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().equals(pods);
        int status = !isKnown ? 401 : mayList ? 200 : 403;
        byte[] body = (status == 200
                        ? list
                        : "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": " + status + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String pod(String metadata, String status) {
        return """
                {
                  "metadata": {%s "name": "tutti-5d9c7b-x2x4l", "labels": {"app": "tutti"}},
                  "spec": {"containers": [{
                    "name": "tutti",
                    "image": "tutti",
                    "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
                    "resources": {}
                  }]},
                  "status": {
                    "conditions": [{"type": "Ready", "status": "False"}],
                    "containerStatuses": [{"name": "tutti", "ready": false, "state": {"running": {}}}],
                    "phase": %s
                  }
                }""".formatted(metadata, status);
    }

    /** By a certificate of its own, which the folder then has as the one to trust. */
    private static SSLContext tls(Path serviceAccount) throws IOException {
        Path store = serviceAccount.resolve("api.p12");
        keytool(store, "-genkeypair -keyalg EC -dname CN=kube-apiserver -ext san=ip:127.0.0.1 -validity 2");
        keytool(store, "-exportcert -rfc -file " + serviceAccount.resolve("ca.crt"));
        try (InputStream bytes = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(bytes, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-alias", "api", "-keystore", store.toString(), "-storepass", PASSWORD));
        try {
            int exit = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("keytool " + arguments + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

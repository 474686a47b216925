package tutti.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.Engine;
import tutti.engine.clock.NodeClock;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Server;
import tutti.gateway.testing.Wire;
import tutti.gateway.tls.Tls;
import tutti.gateway.tls.TlsSettings;

@DisplayName("With a certificate, a server")
class TlsTest {
    private static final String PASSWORD = "a password";
    private static final List<String> KINDS = List.of("EC", "RSA");

    @TempDir
    static Path stores;

    @TempDir
    Path home;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        for (String kind : KINDS) {
            int ended = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "tutti",
                            "-keyalg",
                            kind,
                            "-dname",
                            "CN=" + kind,
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store(kind).toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(stores.resolve(kind + ".log").toFile())
                    .start()
                    .waitFor();
            assertThat(ended).isZero();
        }
    }

    @Test
    void speaks_tls_alone_and_says_so() throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("tutti.gateway.tls.certificate", store("EC").toString());
        Path password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
        settings.put("tutti.gateway.tls.password-file", password.toString());
        try (Server server = Server.start(home, ConfigFactory.parseMap(settings))) {
            try (SSLSocket socket = connected(server, "EC")) {
                String answer = asked(socket, "/api/samples");

                assertThat(answer)
                        .startsWith("HTTP/1.1 200")
                        .contains("Strict-Transport-Security: max-age=31536000")
                        .contains("\"track\"");
            }
            try (SSLSocket socket = connected(server, "EC")) {
                assertThat(asked(socket, "/status"))
                        .contains("https://localhost:" + server.uri("/").getPort() + "/media/track/")
                        .contains("Strict-Transport-Security");
            }
            try (SSLSocket old = unconnected("EC")) {
                old.setEnabledProtocols(new String[] {"TLSv1.1"});
                assertThatThrownBy(() -> {
                            old.connect(at(server));
                            old.startHandshake();
                        })
                        .isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @Test
    void waits_for_no_handshake_that_does_not_come_nor_for_a_request_after_it() throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("tutti.gateway.tls.certificate", store("EC").toString());
        settings.put("tutti.gateway.tls.password", PASSWORD);
        settings.put("tutti.gateway.http.first-request-within", "1s");
        try (Server server = Server.start(home, ConfigFactory.parseMap(settings));
                Wire silent = new Wire(server);
                Wire slow = new Wire(server);
                SSLSocket asksNothing = connected(server, "EC");
                SSLSocket asks = connected(server, "EC")) {
            // The beginning of a ClientHello of 512 bytes, of which one comes now and then.
            slow.send(new byte[] {0x16, 3, 1, 2, 0, 1});
            asks.getOutputStream()
                    .write("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> slow.hasEndedAfter("a"));
            silent.rest();
            await().atMost(Duration.ofSeconds(15))
                    .until(() ->
                            Caller.get(server.managementUri("/metrics")).text().contains("tutti_connections 1.0"));

            assertThat(asksNothing.getInputStream().read()).isNegative();
            asks.getOutputStream()
                    .write("GET /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(asks.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("HTTP/1.1 200"))
                    .hasSize(3);
        }
    }

    @Test
    void speaks_it_on_sockets_too_and_sends_nothing_past_it() throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("tutti.gateway.tls.certificate", store("EC").toString());
        settings.put("tutti.gateway.tls.password", PASSWORD);
        try (Server server = Server.start(home, ConfigFactory.parseMap(settings));
                SSLSocket socket = connected(server, "EC")) {
            String host = "localhost:" + socket.getPort();
            socket.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: " + host + "\r\nOrigin: https://" + host
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(heard(socket, "\r\n\r\n")).startsWith("HTTP/1.1 101");

            say(socket, "{\"type\": \"join\", \"roomId\": \"example\", \"name\": \"Ann\"}");
            assertThat(heard(socket, "\"type\":\"joined\"")).isNotEmpty();
            say(socket, "{\"type\": \"chat\", \"text\": \"read by nobody else\"}");

            assertThat(heard(socket, "read by nobody else")).isNotEmpty();
        }
    }

    /** For a socket among them to be narrowed: what the system holds back for it is sound that comes too late. */
    @Test
    void knows_the_connections_of_its_callers() throws Exception {
        Map<String, Object> own = new HashMap<>();
        own.put("tutti.gateway.tls.certificate", store("EC").toString());
        own.put("tutti.gateway.tls.password", PASSWORD);
        own.put("tutti.gateway.http.port", 0);
        Config config = Engine.configuration(ConfigFactory.parseMap(own));
        AcceptedChannels accepted = new AcceptedChannels();
        ActorTestKit actors = ActorTestKit.create();
        try {
            ServerBinding binding = new Entrance(
                            actors.system(), GatewaySettings.from(config), new NodeClock(), new Metrics(), accepted)
                    .open(request -> CompletableFuture.completedStage(HttpResponse.create()))
                    .toCompletableFuture()
                    .get(20, SECONDS);
            try (SSLSocket socket = unconnected("EC")) {
                socket.connect(new InetSocketAddress(
                        "127.0.0.1", binding.localAddress().getPort()));
                socket.startHandshake();

                InetSocketAddress caller = new InetSocketAddress("127.0.0.1", socket.getLocalPort());
                assertThat(accepted.of(caller)).hasSize(1);
            }
        } finally {
            actors.shutdownTestKit();
        }
    }

    /** Masked with nothing, which is a mask too. */
    private static void say(SSLSocket socket, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
    }

    private static String heard(SSLSocket socket, String last) throws IOException {
        socket.setSoTimeout(20_000);
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(last) < 0) {
            int read = socket.getInputStream().read();
            assertThat(read).as("after " + heard).isNotNegative();
            heard.append((char) read);
        }
        return heard.toString();
    }

    @Test
    void shows_another_without_a_restart_and_keeps_the_first_when_that_is_none() throws Exception {
        Path certificate = home.resolve("chain.pem");
        Path key = home.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", entry("RSA").certificate().getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", entry("RSA").key()));
        Map<String, Object> settings = new HashMap<>();
        settings.put("tutti.gateway.tls.certificate", certificate.toString());
        settings.put("tutti.gateway.tls.key", key.toString());
        settings.put("tutti.gateway.tls.looked-at-every", "50ms");
        try (Server server = Server.start(home, ConfigFactory.parseMap(settings))) {
            assertThat(shown(server, "RSA")).isEqualTo("CN=RSA");

            replace(key, "not a key");
            replace(certificate, pem("CERTIFICATE", entry("EC").certificate().getEncoded()));
            assertThat(shown(server, "RSA")).isEqualTo("CN=RSA");
            replace(key, pem("PRIVATE KEY", entry("EC").key()));

            await().atMost(Duration.ofSeconds(10)).until(() -> {
                try {
                    return shown(server, "EC").equals("CN=EC");
                } catch (SSLHandshakeException stillTheOther) {
                    return false;
                }
            });
        }
    }

    @Test
    void says_in_a_sentence_what_is_wrong_with_it() {
        assertThatThrownBy(() -> tls(home.resolve("missing.p12"), PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.p12");
        assertThatThrownBy(() -> tls(store("EC"), "wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS cannot be spoken");
    }

    private static void tls(Path certificate, String password) {
        Tls.of(new TlsSettings(certificate, Optional.empty(), password, Duration.ofSeconds(1)));
    }

    /** A time in the future differs from that of the first for sure. */
    private static void replace(Path file, String text) throws IOException {
        Path beside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.setLastModifiedTime(
                beside, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5_000));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String shown(Server server, String trusted) throws Exception {
        try (SSLSocket socket = connected(server, trusted)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static SSLSocket connected(Server server, String trusted) throws Exception {
        SSLSocket socket = unconnected(trusted);
        socket.connect(at(server));
        socket.startHandshake();
        return socket;
    }

    private static InetSocketAddress at(Server server) {
        return new InetSocketAddress("127.0.0.1", server.uri("/").getPort());
    }

    private static SSLSocket unconnected(String trusted) throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("tutti", entry(trusted).certificate());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return (SSLSocket) context.getSocketFactory().createSocket();
    }

    private static String asked(SSLSocket socket, String path) throws IOException {
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: localhost:" + socket.getPort() + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private record Entry(X509Certificate certificate, byte[] key) {}

    private static Entry entry(String kind) throws GeneralSecurityException, IOException {
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(kind))) {
            read.load(in, PASSWORD.toCharArray());
        }
        return new Entry(
                (X509Certificate) read.getCertificate("tutti"),
                read.getKey("tutti", PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }

    private static Path store(String kind) {
        return stores.resolve(kind + ".p12");
    }
}

package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Nonsense;
import tutti.gateway.testing.Server;
import tutti.gateway.testing.Wire;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.Decoded;

/** A slice of what `./tutti bench fuzz` does at length; the system properties say how much, and from which seed. */
@DisplayName("Nonsense")
class NonsenseTest {
    private static final long SEED = Long.getLong("tutti.fuzz.seed", 20_261_128);
    private static final int CODEC_INPUTS = Integer.getInteger("tutti.fuzz.codec", 20_000);
    private static final int NODE_INPUTS = Integer.getInteger("tutti.fuzz.node", 1_200);

    /** Of what is only counted on the way, and of caches that fill. */
    private static final long GROWTH_BYTES_MAX = 48L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FRAMES_A_SOCKET = 200;
    private static final int FRAMES_A_FENCE = 25;

    @Test
    void is_a_message_or_is_none_but_never_a_fault() {
        Nonsense nonsense = new Nonsense(SEED);
        Map<String, Integer> outcomes = new TreeMap<>();
        long heldBefore = 0;

        for (int input = 0; input < CODEC_INPUTS; input++) {
            if (input == CODEC_INPUTS / 5) {
                heldBefore = heldBytes();
            }
            String what = input % 10 == 0 ? "sound" : nonsense.frame();
            try {
                Decoded decoded = what.equals("sound")
                        ? Codec.decode(ByteString.fromArray(nonsense.sound()))
                        : Codec.decode(what);
                outcomes.merge(outcomeOf(decoded), 1, Integer::sum);
            } catch (RuntimeException | StackOverflowError fault) {
                fail("input " + input + " of seed " + SEED + ": " + what, fault);
            }
        }

        assertThat(heldBytes() - heldBefore).isLessThan(GROWTH_BYTES_MAX);
        assertThat(outcomes).containsKeys("message", "bad-message", "unknown-type", "sound");
        report("codec", CODEC_INPUTS, outcomes, heldBytes() - heldBefore);
    }

    @Test
    void leaves_a_running_node_as_it_was(@TempDir Path home) {
        Errors errors = Errors.listening();
        Nonsense nonsense = new Nonsense(SEED);
        Map<String, Integer> outcomes = new TreeMap<>();
        try (Server server = Server.start(home, patient())) {
            String roomId = Caller.openRoom(server).path("roomId").asText();
            try (Guest witness = Guest.connected(server.socket()).join(roomId, "Ann")) {
                long heldBefore = 0;
                int done = 0;
                while (done < NODE_INPUTS) {
                    if (heldBefore == 0 && done >= NODE_INPUTS / 5) {
                        heldBefore = heldBytes();
                    }
                    done += overSocket(server, roomId, nonsense, outcomes);
                    assertThat(witness.ask("{'type': 'ping', 't0': 1}")
                                    .path("type")
                                    .asText())
                            .isEqualTo("pong");
                    for (int request = 0; request < FRAMES_A_SOCKET / 2; request++) {
                        overHttp(server, nonsense, outcomes);
                        done++;
                    }
                }

                assertThat(heldBytes() - heldBefore).isLessThan(GROWTH_BYTES_MAX);
                report("node", done, outcomes, heldBytes() - heldBefore);
            }
            assertThat(Caller.get(server.uri("/health/ready")).status()).isEqualTo(200);
        } finally {
            errors.stop();
        }
        assertThat(errors.heard()).isEmpty();
    }

    /** Answers how many frames were sent before the socket was over. */
    private static int overSocket(Server server, String roomId, Nonsense nonsense, Map<String, Integer> outcomes) {
        int sent = 0;
        try (Guest mallory = Guest.connected(server.socket()).join(roomId, "Mallory")) {
            while (sent < FRAMES_A_SOCKET && mallory.isOpen()) {
                for (int frame = 0; frame < FRAMES_A_FENCE && mallory.isOpen(); frame++) {
                    sent++;
                    send(mallory, nonsense);
                }
                if (mallory.isOpen()) {
                    fence(mallory, sent);
                }
            }
            for (JsonNode heard : mallory.heard()) {
                String code = heard.path("code").asText();
                assertThat(code).isNotEqualTo("internal");
                if (!code.isEmpty()) {
                    outcomes.merge("socket " + heard.path("type").asText() + " " + code, 1, Integer::sum);
                }
            }
        }
        return sent;
    }

    private static void send(Guest mallory, Nonsense nonsense) {
        try {
            String frame = nonsense.frame();
            // Half of a character cannot be sent, and ends this client instead of the server.
            if (frame.chars().anyMatch(letter -> letter >= 0xD800 && letter < 0xE000)) {
                return;
            }
            mallory.sendText(frame);
        } catch (RuntimeException closedMeanwhile) {
            // It was shown the door.
        }
    }

    /** What was sent before has been looked at when this is answered, or the socket is over. */
    private static void fence(Guest mallory, int number) {
        String id = "fence " + number;
        try {
            mallory.send("{'type': 'ping', 't0': 1, 'id': '" + id + "'}");
        } catch (RuntimeException closedMeanwhile) {
            return;
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !mallory.isOpen()
                        || mallory.heard().stream()
                                .anyMatch(heard -> id.equals(heard.path("re").asText())));
    }

    private static void overHttp(Server server, Nonsense nonsense, Map<String, Integer> outcomes) {
        URI at = server.uri("/");
        String request = nonsense.request(at.getAuthority());
        try (Wire wire = new Wire(server)) {
            String head = wire.send(request).head();
            String status = head.isEmpty() ? "nothing" : head.substring(9, 12);
            assertThat(status).as(request).doesNotStartWith("5");
            outcomes.merge("http " + status, 1, Integer::sum);
        }
    }

    private static Config patient() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("tutti.gateway.http.first-request-within", "1s");
        for (String limit : List.of(
                "chat",
                "control",
                "react",
                "ping",
                "report",
                "broadcast",
                "quality",
                "others",
                "refused",
                "malformed",
                "text-bytes",
                "sound-bytes",
                "refusals-by-address",
                "looks-by-address",
                "rooms-by-address",
                "talk-by-address",
                "joins-by-address",
                "tokens-by-address",
                "telemetry-by-address")) {
            settings.put("tutti.gateway.limits." + limit + ".burst", 10_000_000);
        }
        return ConfigFactory.parseMap(settings);
    }

    private static String outcomeOf(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Message message -> "message";
            case Decoded.Sound sound -> "sound";
            case Decoded.Malformed malformed -> malformed.code().word();
        };
    }

    private static long heldBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void report(String what, int inputs, Map<String, Integer> outcomes, long grownBytes) {
        String file = System.getProperty("tutti.fuzz.report");
        if (file != null) {
            try {
                Files.writeString(
                        Path.of(file),
                        "  " + what + ": " + inputs + " inputs, memory " + (grownBytes >> 10) + " KiB more, " + outcomes
                                + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Whatever the server logs as a fault. */
    private static final class Errors extends AppenderBase<ILoggingEvent> {
        private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        private final List<String> heard = new CopyOnWriteArrayList<>();

        static Errors listening() {
            Errors errors = new Errors();
            errors.setContext(ROOT.getLoggerContext());
            errors.start();
            ROOT.addAppender(errors);
            return errors;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                heard.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }

        List<String> heard() {
            return heard;
        }

        @Override
        public void stop() {
            ROOT.detachAppender(this);
            super.stop();
        }
    }
}

package tutti.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.Engine;
import tutti.engine.EngineSettings;
import tutti.engine.Foundation;
import tutti.engine.clock.Clock;
import tutti.engine.clock.NodeClock;
import tutti.engine.room.RoomSettings;
import tutti.gateway.auth.Papers;
import tutti.gateway.auth.TokenKeys;
import tutti.gateway.log.Asides;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.route.Samples;
import tutti.gateway.socket.RelayStudio;
import tutti.gateway.wire.FrameEncoder;

/** One node. Either it runs, or it says in one sentence why not and ends with 1. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final Duration BOUND_WITHIN = Duration.ofSeconds(60);
    private static final Duration WAITING_SAID_EVERY = Duration.ofMinutes(1);
    private static final Duration READY_ASKED_EVERY = Duration.ofMillis(50);

    public static void main(String[] args) {
        Asides.keepOut();
        try {
            HttpServer server = started(Engine.configuration(ConfigFactory.empty()));
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println("Tutti listens on " + server.url());
        } catch (Throwable fault) {
            LOG.debug("the start failed", fault);
            new PrintStream(System.err, true, StandardCharsets.UTF_8).println("tutti: " + sentence(fault));
            // Not through coordinated shutdown: what has not come up cannot be trusted to go down in order.
            Runtime.getRuntime().halt(1);
        }
    }

    private static HttpServer started(Config config)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        GatewaySettings settings = GatewaySettings.from(config);
        EngineSettings engineSettings = EngineSettings.from(config);
        if (engineSettings.findsOthers() && settings.tokens().isMade()) {
            throw new IllegalArgumentException("several nodes need one key for the tokens of their guests: set"
                    + " TUTTI_TOKEN_KEY or TUTTI_TOKEN_KEY_FILE, or TUTTI_CLUSTER_DISCOVERY to none");
        }
        HttpServer.refuseTakenPorts(settings);
        Clock clock = new NodeClock(engineSettings.clockAhead());
        TokenKeys keys = TokenKeys.of(
                settings.tokens().key(),
                settings.tokens().otherKey(),
                settings.tokens().dataDir());
        Papers papers =
                Papers.of(keys, settings.tokens().ttl(), settings.tokens().hostTtl(), clock);
        Samples samples = Samples.in(settings.files().media());
        RoomSettings roomDefaults = RoomSettings.defaults(engineSettings.rooms().membersMax());

        Foundation foundation = Foundation.lay(config, engineSettings, keys.fingerprints());
        ActorSystem<SpawnProtocol.Command> system =
                ActorSystem.create(SpawnProtocol.create(), "tutti", foundation.configuration());
        Engine engine = Engine.start(system, foundation, clock, new FrameEncoder());
        Metrics metrics = new Metrics();
        boolean warmsUp = engineSettings.findsOthers() && settings.tls().isEmpty() && settings.warmupVisits() > 0;
        // Before anybody can ask whether it is ready.
        metrics.warmingUp(warmsUp);
        HttpServer.Parts parts = new HttpServer.Parts(
                engine, papers, roomDefaults, samples, new RelayStudio(engine.broadcasts()), metrics);
        HttpServer server = HttpServer.start(system, parts, settings)
                .toCompletableFuture()
                .get(BOUND_WITHIN.toSeconds(), TimeUnit.SECONDS);
        awaitReady(engine);
        ExampleRoom.open(system, engine.rooms(), samples, roomDefaults)
                .toCompletableFuture()
                .join();
        if (warmsUp) {
            Warmup.begin(system, parts, server.address(), settings.warmupVisits());
        }
        return server;
    }

    /** As long as it takes: the first node of a cluster waits for the second, and to start it anew would not bring that one. */
    private static void awaitReady(Engine engine) throws InterruptedException, ExecutionException {
        long asked = 0;
        while (!engine.up().toCompletableFuture().get()) {
            if (++asked % WAITING_SAID_EVERY.dividedBy(READY_ASKED_EVERY) == 0) {
                LOG.warn("still waits for other nodes, or for the database; sees {}", engine.nodes());
            }
            TimeUnit.MILLISECONDS.sleep(READY_ASKED_EVERY.toMillis());
        }
    }

    private static String sentence(Throwable fault) {
        Throwable cause = fault;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case TimeoutException late -> "the port was not open within " + BOUND_WITHIN.toSeconds() + " s.";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case ConfigException wrong -> "the configuration does not fit: " + wrong.getMessage();
            case Throwable other ->
                other.getMessage() == null ? other.getClass().getSimpleName() : other.getMessage();
        };
    }

    private Main() {}
}

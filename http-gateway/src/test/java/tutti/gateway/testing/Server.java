package tutti.gateway.testing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.pattern.Patterns;
import tutti.engine.Engine;
import tutti.engine.EngineSettings;
import tutti.engine.Foundation;
import tutti.engine.clock.Clock;
import tutti.engine.clock.NodeClock;
import tutti.engine.room.RoomEntity;
import tutti.engine.room.RoomSettings;
import tutti.gateway.ExampleRoom;
import tutti.gateway.GatewaySettings;
import tutti.gateway.HttpServer;
import tutti.gateway.Warmup;
import tutti.gateway.auth.Papers;
import tutti.gateway.auth.TokenKeys;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.route.Samples;
import tutti.gateway.socket.RelayStudio;
import tutti.gateway.socket.Studio;
import tutti.gateway.wire.FrameEncoder;

/** A whole node on free ports, as Main starts it, with a database, pages and media of its own. */
public final class Server implements AutoCloseable {
    public static final double TRACK_SECONDS = 1.5;

    private final ActorSystem<SpawnProtocol.Command> system;
    private final HttpServer.Parts parts;
    private final HttpServer http;

    private Server(ActorSystem<SpawnProtocol.Command> system, HttpServer.Parts parts, HttpServer http) {
        this.system = system;
        this.parts = parts;
        this.http = http;
    }

    public static Server start(Path home, Config own) {
        return start(home, own, new NodeClock());
    }

    public static Server start(Path home, Config own, Clock clock) {
        return start(home, own, clock, engine -> new RelayStudio(engine.broadcasts()));
    }

    public static Server start(Path home, Config own, Studio studio) {
        return start(home, own, engine -> studio);
    }

    public static Server start(Path home, Config own, Function<Engine, Studio> studio) {
        return start(home, own, new NodeClock(), studio);
    }

    private static Server start(Path home, Config own, Clock clock, Function<Engine, Studio> studio) {
        try {
            return started(home, own, clock, studio);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server does not start", e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.address().getPort() + path);
    }

    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + http.managementAddress().getPort() + path);
    }

    public URI socket() {
        return URI.create("ws://127.0.0.1:" + http.address().getPort() + "/ws");
    }

    /** The room's actor is gone, as after a crash of its node; whoever asks for it next brings it up anew. */
    public void stopRoom(String id) {
        ClusterSharding.get(system.classicSystem())
                .shardRegion(RoomEntity.TYPE.name())
                .tell(new ShardingEnvelope<>(id, PoisonPill.getInstance()), ActorRef.noSender());
    }

    /** As Main does where there are other nodes; resolves when it is over. */
    public CompletionStage<Warmup.Warmed> warmUp(int visits) {
        return Warmup.begin(system, parts, http.address(), visits);
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }

    private static Server started(Path home, Config own, Clock clock, Function<Engine, Studio> studio)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        furnish(home);
        Config config = Engine.configuration(own.withFallback(places(home)));
        GatewaySettings settings = GatewaySettings.from(config);
        EngineSettings engineSettings = EngineSettings.from(config);
        TokenKeys keys = TokenKeys.of(
                settings.tokens().key(),
                settings.tokens().otherKey(),
                settings.tokens().dataDir());
        Papers papers =
                Papers.of(keys, settings.tokens().ttl(), settings.tokens().hostTtl(), clock);
        Samples samples = Samples.in(settings.files().media());
        RoomSettings defaults = RoomSettings.defaults(engineSettings.rooms().membersMax());
        Foundation foundation = Foundation.lay(config, engineSettings, keys.fingerprints());
        ActorSystem<SpawnProtocol.Command> system =
                ActorSystem.create(SpawnProtocol.create(), "tutti", foundation.configuration());
        Engine engine = Engine.start(system, foundation, clock, new FrameEncoder());
        HttpServer.Parts parts =
                new HttpServer.Parts(engine, papers, defaults, samples, studio.apply(engine), new Metrics());
        HttpServer http =
                HttpServer.start(system, parts, settings).toCompletableFuture().get(30, TimeUnit.SECONDS);
        Patterns.retry(
                        () -> engine.ready().thenApply(Server::mustBe),
                        600,
                        Duration.ofMillis(50),
                        system.classicSystem())
                .thenCompose(ready -> ExampleRoom.open(system, engine.rooms(), samples, defaults))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return new Server(system, parts, http);
    }

    private static boolean mustBe(boolean ready) {
        if (!ready) {
            throw new IllegalStateException("not ready yet");
        }
        return true;
    }

    private static Config places(Path home) {
        Map<String, Object> places = new HashMap<>();
        places.put("pekko.coordinated-shutdown.exit-jvm", "off");
        places.put("tutti.engine.data-dir", home.resolve("data").toString());
        places.put("tutti.gateway.data-dir", home.resolve("data").toString());
        places.put("tutti.gateway.files.media-dir", home.resolve("media").toString());
        places.put("tutti.gateway.files.web-dir", home.resolve("web").toString());
        places.put("tutti.gateway.http.port", 0);
        places.put("tutti.gateway.management.port", 0);
        places.put("tutti.gateway.limits.refusals-by-address.burst", 10_000);
        places.put("tutti.gateway.limits.rooms-by-address.burst", 10_000);
        return ConfigFactory.parseMap(places);
    }

    private static void furnish(Path home) throws IOException {
        Path media = Files.createDirectories(home.resolve("media/track")).getParent();
        Path web = Files.createDirectories(home.resolve("web/assets")).getParent();
        Files.createDirectories(web.resolve("twitch"));
        byte[] track = new byte[100_000];
        for (int i = 0; i < track.length; i++) {
            track[i] = (byte) (i % 251);
        }
        Files.write(media.resolve("track/example.mp3"), track);
        Files.writeString(media.resolve("film.m3u8"), "#EXTM3U\n");
        Files.writeString(media.resolve("subs.vtt"), "WEBVTT\n");
        Path film = Files.createDirectories(media.resolve("film/low"));
        Files.writeString(film.resolveSibling("thumbnails.vtt"), "WEBVTT\n");
        Files.writeString(film.resolveSibling("poster.jpg"), "as if it were a picture");
        Files.writeString(film.resolveSibling("master.m3u8"), "#EXTM3U\nlow/index.m3u8\n");
        Files.writeString(film.resolve("index.m3u8"), "#EXTM3U\n0.m4s\n");
        Files.writeString(film.resolve("0.m4s"), "as if it were a picture that moves");
        Files.writeString(media.resolve("catalog.json"), """
                {"samples": [{"id": "track", "kind": "track", "src": "/media/track/example.mp3", "title": "Example track",
                              "duration": %s, "loop": true}]}
                """.formatted(TRACK_SECONDS));
        Files.writeString(home.resolve("secret.txt"), "not for you");
        Files.writeString(web.resolve("index.html"), "<!doctype html><title>Tutti</title>");
        Files.writeString(web.resolve(".hidden"), "not for you");
        Files.writeString(web.resolve("assets/app-1a2b.js"), "console.log('plain')");
        Files.writeString(web.resolve("assets/app-1a2b.js.br"), "as if it were brotli");
        Files.writeString(web.resolve("assets/app-1a2b.js.gz"), "as if it were gzip");
        Files.writeString(web.resolve("twitch/panel.html"), "<!doctype html><title>Panel</title>");
        Files.writeString(web.resolve("twitch/try.html"), "<!doctype html><title>Try</title>");
    }
}

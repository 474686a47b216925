package tutti.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.io.Inet;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.Engine;
import tutti.engine.room.RoomSettings;
import tutti.gateway.auth.Ids;
import tutti.gateway.auth.Papers;
import tutti.gateway.door.Doors;
import tutti.gateway.door.Passwords;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.limit.Bans;
import tutti.gateway.listen.Stations;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.route.HealthRoutes;
import tutti.gateway.route.ManagementRoutes;
import tutti.gateway.route.OperatorRoutes;
import tutti.gateway.route.Punctual;
import tutti.gateway.route.Routes;
import tutti.gateway.route.Samples;
import tutti.gateway.socket.Bypasses;
import tutti.gateway.socket.House;
import tutti.gateway.socket.Sockets;
import tutti.gateway.socket.SoundFrames;
import tutti.gateway.socket.Studio;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.tcp.WritableChannels;
import tutti.gateway.tls.Tls;
import tutti.gateway.tls.TlsSettings;

/** The two ports of a node, one for people and one for operators, and how they close. */
public final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration SPAWNED_WITHIN = Duration.ofSeconds(5);
    private static final long DESCRIPTORS_KEPT_BACK = 1_000;
    private static final int CONNECTIONS_LEAST = 100;

    private final String scheme;
    private final ServerBinding people;
    private final ServerBinding operators;

    private HttpServer(String scheme, ServerBinding people, ServerBinding operators) {
        this.scheme = scheme;
        this.people = people;
        this.operators = operators;
    }

    public InetSocketAddress address() {
        return people.localAddress();
    }

    /** For a person on this machine to go to. */
    String url() {
        InetSocketAddress at = people.localAddress();
        boolean isHere = at.getAddress().isAnyLocalAddress() || at.getAddress().isLoopbackAddress();
        return scheme + "://" + (isHere ? "localhost" : at.getHostString()) + ":" + at.getPort();
    }

    public InetSocketAddress managementAddress() {
        return operators.localAddress();
    }

    /** What a server is made of, besides its settings. */
    public record Parts(
            Engine engine, Papers papers, RoomSettings roomDefaults, Samples samples, Studio studio, Metrics metrics) {}

    /**
     * A node that cannot be reached must not get as far as to join the others and be given rooms: throws a {@link StartFault} when
     * a port is taken now. It may be taken until {@link #start}, which then fails likewise.
     */
    static void refuseTakenPorts(GatewaySettings settings) {
        refuseIfTaken(settings.http().address(), "TUTTI_HTTP");
        refuseIfTaken(settings.management(), "TUTTI_MANAGEMENT");
    }

    private static void refuseIfTaken(GatewaySettings.Address at, String setting) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(at.host(), at.port()));
        } catch (IOException taken) {
            throw cannotListen(at, setting, taken);
        }
    }

    /** Fails with a {@link StartFault} when a port is taken. */
    public static CompletionStage<HttpServer> start(
            ActorSystem<SpawnProtocol.Command> system, Parts parts, GatewaySettings settings) {
        if (!Files.isDirectory(settings.files().web())) {
            LOG.warn("no pages in {}", settings.files().web().toAbsolutePath());
        }
        Engine engine = parts.engine();
        AddressLimit talk = new AddressLimit(settings.byAddress().talk(), engine.clock());
        House house = new House(
                engine.rooms(),
                engine.clock(),
                parts.papers(),
                new Doors(
                        engine.rooms(),
                        new Passwords(),
                        parts.papers().invites(),
                        new AddressLimit(settings.byAddress().passwords(), engine.clock()),
                        new AddressLimit(settings.byAddress().passwordsOfRoom(), engine.clock())),
                new Ids(),
                parts.metrics(),
                talk,
                parts.studio(),
                new SoundFrames(),
                settings.socket());
        Bans bans = Bans.in(settings.operators().dataDir(), engine.clock());
        AtomicBoolean draining = new AtomicBoolean();
        HealthRoutes health = new HealthRoutes(engine::ready, draining::get);
        AcceptedChannels accepted = new AcceptedChannels();
        Bypasses bypasses = bypasses(system, accepted);
        CompletionStage<ActorRef<Stations.Command>> stationsSpawned =
                spawned(system, Stations.create(house, settings.listen()), "stations");
        return spawned(system, Sockets.create(house, bans), "sockets")
                .thenCombine(stationsSpawned, (sockets, stations) -> {
                    beforeClosing(
                            system,
                            draining,
                            engine::othersServe,
                            settings.http().unreadyBeforeClosing());
                    sendHomeOnClosing(
                            system,
                            sockets,
                            engine::othersServe,
                            settings.http().drainWithin());
                    Routes routes = new Routes(
                            house,
                            settings,
                            parts.roomDefaults(),
                            parts.samples(),
                            health,
                            bans,
                            sockets,
                            stations,
                            bypasses,
                            system);
                    OperatorRoutes operators = new OperatorRoutes(
                            settings.operators().token(),
                            engine.rooms(),
                            bans,
                            new AddressLimit(settings.operators().attempts(), engine.clock()),
                            () -> sockets.tell(Sockets.LookForBanned.LOOK));
                    return bound(
                            system,
                            settings,
                            accepted,
                            routes,
                            new ManagementRoutes(engine, parts.metrics(), health, operators));
                })
                .thenCompose(server -> server);
    }

    private static CompletionStage<HttpServer> bound(
            ActorSystem<?> system,
            GatewaySettings settings,
            AcceptedChannels accepted,
            Routes routes,
            ManagementRoutes management) {
        GatewaySettings.Address people = settings.http().address();
        GatewaySettings.Address operators = settings.management();
        Duration drainWithin = settings.http().drainWithin();
        ServerSettings byDefault = ServerSettings.create(system.classicSystem());
        List<Inet.SocketOption> options = new ArrayList<>();
        byDefault.getSocketOptions().forEach(options::add);
        // What goes past the streams would go past the encryption too.
        if (settings.socket().bypass() && settings.tls().isEmpty()) {
            options.add(accepted);
        }
        ServerBuilder plain = server(system, people, byDefault.withSocketOptions(options));
        ServerBuilder forPeople =
                settings.tls().map(tls -> plain.enableHttps(https(system, tls))).orElse(plain);
        return listening(forPeople.bindFlow(punctual(settings.http(), routes.handler(system))), people, "TUTTI_HTTP")
                .thenApply(binding -> binding.addToCoordinatedShutdown(drainWithin, system))
                .thenCompose(first -> listening(
                                server(system, operators, byDefault)
                                        .bindFlow(punctual(
                                                settings.http(),
                                                management.route().handler(system.classicSystem()))),
                                operators,
                                "TUTTI_MANAGEMENT")
                        .thenApply(second ->
                                new HttpServer(settings.tls().isPresent() ? "https" : "http", first, second)));
    }

    private static Bypasses bypasses(ActorSystem<?> system, AcceptedChannels accepted) {
        WritableChannels writables = new WritableChannels();
        system.getWhenTerminated().thenRun(writables::close);
        ServerSettings settings = ServerSettings.create(system.classicSystem());
        return new Bypasses(accepted, writables, settings.getWebsocketSettings(), system.classicSystem());
    }

    private static ServerBuilder server(ActorSystem<?> system, GatewaySettings.Address at, ServerSettings settings) {
        return Http.get(system)
                .newServerAt(at.host(), at.port())
                .withSettings(settings.withMaxConnections(connectionsMax(settings.getMaxConnections())));
    }

    private static Flow<HttpRequest, HttpResponse, NotUsed> punctual(
            GatewaySettings.Http settings, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        return BidiFlow.fromGraph(new Punctual(settings.firstRequestWithin(), settings.nextRequestWithin()))
                .join(Flow.<HttpRequest>create().mapAsync(1, handler));
    }

    private static HttpsConnectionContext https(ActorSystem<?> system, TlsSettings settings) {
        Tls tls = Tls.of(settings);
        system.scheduler()
                .scheduleWithFixedDelay(
                        settings.lookedAtEvery(), settings.lookedAtEvery(), tls::lookAgain, system.executionContext());
        return ConnectionContext.httpsServer(tls::engine);
    }

    /** Files, the database and other nodes need descriptors too, and a port that cannot accept for want of one spins. */
    private static int connectionsMax(int wished) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Math.clamp(unix.getMaxFileDescriptorCount() - DESCRIPTORS_KEPT_BACK, CONNECTIONS_LEAST, wished)
                : wished;
    }

    private static CompletionStage<ServerBinding> listening(
            CompletionStage<ServerBinding> binding, GatewaySettings.Address at, String setting) {
        return binding.exceptionally(fault -> {
            throw cannotListen(at, setting, fault);
        });
    }

    private static StartFault cannotListen(GatewaySettings.Address at, String setting, Throwable fault) {
        return new StartFault(
                "port " + at.port() + " of " + at.host() + " cannot be listened on: something else may be running"
                        + " there. " + setting + "_PORT and " + setting + "_HOST choose another.",
                fault);
    }

    private static <T> CompletionStage<ActorRef<T>> spawned(
            ActorSystem<SpawnProtocol.Command> system, Behavior<T> behavior, String name) {
        return AskPattern.ask(
                system,
                replyTo -> new SpawnProtocol.Spawn<>(behavior, name, Props.empty(), replyTo),
                SPAWNED_WITHIN,
                system.scheduler());
    }

    /** First of all, nobody is sent here any more: where there are others, the balancer is given time to see it. */
    private static void beforeClosing(
            ActorSystem<?> system, AtomicBoolean draining, BooleanSupplier othersServe, Duration seenWithin) {
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "turn unready", () -> {
            draining.set(true);
            return othersServe.getAsBoolean()
                    ? Patterns.after(seenWithin, system.classicSystem(), HttpServer::done)
                    : done();
        });
    }

    /**
     * Pekko leaves open WebSockets alone until their connections are reset with the actor system. So they are sent home
     * here: after the port is closed, so that nobody returns to it, and before the node leaves the cluster.
     */
    private static void sendHomeOnClosing(
            ActorSystem<?> system,
            ActorRef<Sockets.Command> sockets,
            BooleanSupplier othersServe,
            Duration drainWithin) {
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseServiceRequestsDone(),
                        "send sockets home",
                        () -> AskPattern.<Sockets.Command, Done>ask(
                                        sockets,
                                        replyTo -> new Sockets.Drain(othersServe.getAsBoolean(), replyTo),
                                        drainWithin,
                                        system.scheduler())
                                .exceptionally(someStay -> Done.getInstance()));
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedStage(Done.getInstance());
    }
}

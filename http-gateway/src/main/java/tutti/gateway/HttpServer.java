package tutti.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.http.javadsl.settings.WebSocketSettings;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.Engine;
import tutti.engine.room.RoomSettings;
import tutti.gateway.auth.Ids;
import tutti.gateway.auth.Papers;
import tutti.gateway.door.Doors;
import tutti.gateway.door.Passwords;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.limit.BannedRanges;
import tutti.gateway.listen.Stations;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.route.HealthRoutes;
import tutti.gateway.route.ManagementRoutes;
import tutti.gateway.route.OperatorRoutes;
import tutti.gateway.route.Routes;
import tutti.gateway.route.Samples;
import tutti.gateway.socket.Bypasses;
import tutti.gateway.socket.House;
import tutti.gateway.socket.Sockets;
import tutti.gateway.socket.SoundFrames;
import tutti.gateway.socket.Studio;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.tcp.WritableChannels;

/** The two ports of a node, one for people and one for operators, and how they close. */
public final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration SPAWNED_WITHIN = Duration.ofSeconds(5);
    private static final int OPERATORS_CONNECTIONS_MAX = 200;

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
        settings.limitsNeverReached().forEach(LOG::warn);
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
                new AddressLimit(settings.byAddress().refusals(), engine.clock()),
                parts.studio(),
                new SoundFrames(),
                settings.socket());
        BannedRanges bans = new BannedRanges(engine.bans(), engine.clock());
        AtomicBoolean draining = new AtomicBoolean();
        HealthRoutes health = new HealthRoutes(engine::ready, draining::get);
        AcceptedChannels accepted = new AcceptedChannels();
        Entrance entrance = new Entrance(system, settings, engine.clock(), parts.metrics(), accepted);
        Bypasses bypasses = bypasses(system, accepted, settings);
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
                            engine.bans(),
                            new AddressLimit(settings.operators().attempts(), engine.clock()),
                            engine.clock());
                    engine.bans().onChange(() -> sockets.tell(Sockets.LookForBanned.LOOK));
                    return bound(
                            system,
                            settings,
                            entrance,
                            routes,
                            new ManagementRoutes(engine, parts.metrics(), health, operators));
                })
                .thenCompose(server -> server);
    }

    private static CompletionStage<HttpServer> bound(
            ActorSystem<?> system,
            GatewaySettings settings,
            Entrance entrance,
            Routes routes,
            ManagementRoutes management) {
        return listening(entrance.open(routes.handler(system)), settings.http().address(), "TUTTI_HTTP")
                .thenApply(binding ->
                        binding.addToCoordinatedShutdown(settings.http().drainWithin(), system))
                .thenCompose(first -> listening(
                                forOperators(system, settings.management())
                                        .bindFlow(Entrance.punctual(
                                                settings.http(),
                                                management.route().handler(system.classicSystem()))),
                                settings.management(),
                                "TUTTI_MANAGEMENT")
                        .thenApply(second ->
                                new HttpServer(settings.tls().isPresent() ? "https" : "http", first, second)));
    }

    private static ServerBuilder forOperators(ActorSystem<?> system, GatewaySettings.Address at) {
        ServerSettings settings = ServerSettings.create(system.classicSystem());
        return Http.get(system)
                .newServerAt(at.host(), at.port())
                .withSettings(settings.withMaxConnections(OPERATORS_CONNECTIONS_MAX));
    }

    private static Bypasses bypasses(ActorSystem<?> system, AcceptedChannels accepted, GatewaySettings settings) {
        boolean past = settings.socket().bypass() && settings.tls().isEmpty();
        WebSocketSettings sockets =
                ServerSettings.create(system.classicSystem()).getWebsocketSettings();
        return new Bypasses(accepted, past ? writables(system) : null, sockets, system.classicSystem());
    }

    private static WritableChannels writables(ActorSystem<?> system) {
        WritableChannels writables = new WritableChannels();
        system.getWhenTerminated().thenRun(writables::close);
        return writables;
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

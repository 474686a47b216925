package tutti.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.audio.Broadcasts;
import tutti.engine.audio.opus.TranscodedTiers;
import tutti.engine.audio.opus.Transcoders;
import tutti.engine.ban.Bans;
import tutti.engine.channel.Channels;
import tutti.engine.channel.NewsEncoder;
import tutti.engine.channel.Surroundings;
import tutti.engine.clock.Clock;
import tutti.engine.cluster.ClusterNode;
import tutti.engine.cluster.ClusterSettings;
import tutti.engine.cluster.Membership;
import tutti.engine.cluster.Placement;
import tutti.engine.cluster.Takeover;
import tutti.engine.directory.Directory;
import tutti.engine.id.RoomId;
import tutti.engine.journal.Database;
import tutti.engine.journal.JdbcSettings;
import tutti.engine.journal.JournalConfig;
import tutti.engine.room.House;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomEntity;

/** Everything below HTTP on one node: started once, on a {@link Foundation}. */
public final class Engine {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration TAKEN_ASKED_EVERY = Duration.ofSeconds(5);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(15);

    private final Rooms rooms;
    private final Broadcasts broadcasts;
    private final Bans bans;
    private final Clock clock;
    private final Readiness readiness;
    private final Membership membership;
    private final Placement placement;

    private Engine(
            Rooms rooms,
            Broadcasts broadcasts,
            Bans bans,
            Clock clock,
            Readiness readiness,
            Membership membership,
            Placement placement) {
        this.rooms = rooms;
        this.broadcasts = broadcasts;
        this.bans = bans;
        this.clock = clock;
        this.readiness = readiness;
        this.membership = membership;
        this.placement = placement;
    }

    /**
     * The configuration to lay a foundation with, complete and resolved. `own` wins over application.conf, that over
     * the engine's wishes of Pekko, those over every library's reference.conf; system properties win over all.
     */
    public static Config configuration(Config own) {
        Config wishes = ConfigFactory.defaultOverrides()
                .withFallback(own)
                .withFallback(ConfigFactory.defaultApplication())
                .withFallback(ConfigFactory.parseResources(Engine.class.getClassLoader(), "tutti/engine/pekko.conf"));
        Config libraries = ConfigFactory.defaultReferenceUnresolved();
        // Only what database and nodes stand in: all that the libraries bring is resolved once, at the end.
        Config ours = wishes.withFallback(libraries)
                .withOnlyPath("tutti.engine")
                .resolve()
                .getConfig("tutti.engine");
        return wishes.withFallback(JournalConfig.of(JdbcSettings.from(ours)))
                .withFallback(ClusterSettings.from(ours.getConfig("cluster")).pekko())
                .withFallback(libraries)
                .resolve();
    }

    /** Joins the cluster, starts sharding, channels and directory. `system` has the foundation's configuration. */
    public static Engine start(ActorSystem<?> system, Foundation foundation, Clock clock, NewsEncoder encoder) {
        EngineSettings settings = foundation.settings();
        Database database = foundation.database();
        closeLast(system, database);
        endWhenTaken(system, database);
        Membership membership = Membership.join(system, settings.cluster(), clock);
        ClusterSharding sharding = ClusterSharding.get(system);
        Directory directory = Directory.start(system, database, settings.directory(), clock);
        sharding.init(RoomEntity.entity(
                new House(settings.rooms(), clock, directory.occupancy(), database::hasSpace, membership::mayDecide)));
        Channels channels = Channels.start(
                system,
                new Surroundings(
                        room -> sharding.entityRefFor(RoomEntity.TYPE, room.value()),
                        clock,
                        encoder,
                        settings.channels()));
        Takeover takeover = new Takeover(system, RoomEntity.TYPE);
        membership.onNodeGone(() -> {
            takeover.hurry();
            channels.onNodeGone();
        });
        Broadcasts broadcasts = Broadcasts.start(
                system,
                clock,
                new TranscodedTiers(new Transcoders(system, settings.transcoding())),
                () -> membership.nodes().stream().map(ClusterNode::address).toList());
        Readiness readiness = new Readiness(system, membership, database, clock);
        readiness.sayWhenAway();
        return new Engine(
                new Rooms(sharding, channels, directory, broadcasts, settings.askTimeout()),
                broadcasts,
                Bans.start(system, database, clock),
                clock,
                readiness,
                membership,
                new Placement(system));
    }

    /** The process waits for it: an embedded database that is cut off in the middle of closing may not open again. */
    private static void closeLast(ActorSystem<?> system, Database database) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "hurry the database", () -> {
            database.hurry();
            return CompletableFuture.completedStage(Done.getInstance());
        });
        FutureTask<Done> closing = new FutureTask<>(database::close, Done.getInstance());
        system.getWhenTerminated().thenRun(closing);
        shutdown.addJvmShutdownHook(() -> closed(system, closing));
    }

    /**
     * A node that gives itself up ends its process from among those who are told that the system is gone, so that the others of
     * them, our closing with them, are told no more: this thread closes too, or waits for whoever is at it. What the typed
     * system says of its end is one of those others.
     */
    private static void closed(ActorSystem<?> system, FutureTask<Done> closing) {
        try {
            system.classicSystem().getWhenTerminated().toCompletableFuture().get(GONE_WITHIN.toMillis(), MILLISECONDS);
            closing.run();
            closing.get();
        } catch (InterruptedException | ExecutionException | TimeoutException asItIs) {
            log.warn("the database was not closed in order", asItIs);
        }
    }

    /** The rooms are somebody else's then. */
    private static void endWhenTaken(ActorSystem<?> system, Database database) {
        system.scheduler()
                .scheduleWithFixedDelay(
                        TAKEN_ASKED_EVERY,
                        TAKEN_ASKED_EVERY,
                        () -> {
                            if (database.isTakenByAnother()) {
                                log.error("another Tutti took over the database meanwhile: this node ends");
                                CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
                            }
                        },
                        Database.dispatcher(system));
    }

    public Rooms rooms() {
        return rooms;
    }

    public Broadcasts broadcasts() {
        return broadcasts;
    }

    /** Whom operators let nobody in from. */
    public Bans bans() {
        return bans;
    }

    public Clock clock() {
        return clock;
    }

    /** Whether another node could take the people of this one. */
    public boolean othersServe() {
        return membership.hasOthers();
    }

    /** All nodes this one knows of, itself first. */
    public List<ClusterNode> nodes() {
        return membership.nodes();
    }

    /**
     * The address of the node that has the room or would wake it; empty when nobody has asked for its like yet. While a node
     * is being lost nobody can tell, which is `unavailable`.
     */
    public CompletionStage<Outcome<Optional<String>>> nodeOf(RoomId room) {
        return placement
                .of(room)
                .<Outcome<Optional<String>>>thenApply(Outcome.Ok::new)
                .exceptionallyCompose(fault -> isTimeout(fault) || isTimeout(fault.getCause())
                        ? CompletableFuture.completedFuture(
                                new Outcome.Refused<>(Refusal.UNAVAILABLE, "not all nodes answer at the moment"))
                        : CompletableFuture.failedFuture(fault));
    }

    private static boolean isTimeout(@Nullable Throwable fault) {
        return fault instanceof TimeoutException;
    }

    /** How many rooms are awake on this node. */
    public CompletionStage<Integer> roomsHere() {
        return placement.roomsHere();
    }

    /**
     * True when rooms can be served: this node is up in the cluster, the journal has answered since it started, and there is
     * space to write.
     */
    public CompletionStage<Boolean> ready() {
        return readiness.now();
    }

    /** True when there are rooms to be had, be it that they cannot write anything new. */
    public CompletionStage<Boolean> up() {
        return readiness.up();
    }
}

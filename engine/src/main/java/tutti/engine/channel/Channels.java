package tutti.engine.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Refusal;
import tutti.engine.room.presence.Arrival;

/** This node's members and copies of rooms. */
public final class Channels {
    /** Sharding hears at the same time that a node is gone, and until then what is asked of that node's rooms is lost too. */
    private static final Duration SHARDING_HEARS_WITHIN = Duration.ofMillis(100);

    private final ConcurrentMap<RoomId, Showcase> showcases = new ConcurrentHashMap<>();
    private final ActorRef<RegistryCommand> registry;
    private final ActorSystem<?> system;
    private final Clock clock;
    private final Duration lookWithin;

    private Channels(ActorSystem<?> system, Surroundings surroundings) {
        this.system = system;
        this.clock = surroundings.clock();
        this.lookWithin = surroundings.settings().lookWithin();
        this.registry =
                system.systemActorOf(ChannelRegistry.create(showcases, surroundings), "channels", Props.empty());
    }

    public static Channels start(ActorSystem<?> system, Surroundings surroundings) {
        return new Channels(system, surroundings);
    }

    public void enter(RoomId room, Arrival arrival, Outbox outbox) {
        registry.tell(new Visit.Enter(room, arrival, outbox));
    }

    public void leave(RoomId room, UserId user, Outbox outbox, boolean meant) {
        registry.tell(new Visit.Leave(room, user, outbox, meant));
    }

    public void report(RoomId room, UserId user, MemberReport report) {
        registry.tell(new Visit.Report(room, user, report));
    }

    /** A node is gone: its rooms are looked for at once, and not only with the next beats. */
    public void onNodeGone() {
        system.scheduler()
                .scheduleOnce(
                        SHARDING_HEARS_WITHIN,
                        () -> registry.tell(RegistryCommand.Event.NODE_GONE),
                        system.executionContext());
    }

    public Optional<Glance> glance(RoomId room) {
        return Optional.ofNullable(here(room));
    }

    /** Brings the copy here if need be. */
    public CompletionStage<Sight> look(RoomId room) {
        Glance here = here(room);
        if (here != null) {
            return CompletableFuture.completedFuture(new Sight.Seen(here));
        }
        return AskPattern.<RegistryCommand, Sight>ask(
                        registry, replyTo -> new Visit.Look(room, replyTo), lookWithin, system.scheduler())
                .exceptionallyCompose(failure -> failure instanceof TimeoutException
                        ? CompletableFuture.completedFuture(new Sight.Unseen(Refusal.UNAVAILABLE))
                        : CompletableFuture.failedFuture(failure));
    }

    private @Nullable Glance here(RoomId room) {
        Showcase showcase = showcases.get(room);
        return showcase == null ? null : showcase.read(clock.nowUs());
    }
}

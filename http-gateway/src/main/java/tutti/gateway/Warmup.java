package tutti.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.japi.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.socket.House;

/**
 * A JVM that has just started is slow at whatever it has not done some hundred times. Where the first that a node has to do is
 * to take in all the people of a lost one, they wait for seconds. So it visits rooms of its own before, one visit after the
 * other, for half of the time, until that many have come in, whether these visits or people. Why so: decision 0012.
 *
 * <p>Its phases: opening the rooms, visiting them, closing them.
 */
public final class Warmup {
    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

    /** So many that none of them comes too often: who is gone at once pays a little for it. */
    private static final int PEOPLE = 8;

    /** By then whatever else it has to do has warmed it. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** A room cannot be opened, or closed, while its shard moves. */
    private static final Duration ROOM_AGAIN_AFTER = Duration.ofMillis(500);

    private static final Duration NEXT_AFTER_FAILURE = Duration.ofMillis(100);
    private static final int FAILURES_IN_A_ROW_MAX = 10;

    /** What is still open then is closed for being empty, some day. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(30);
    /** Less than the phase of the shutdown that waits for it, which is five seconds. */
    private static final Duration CLOSED_BEFORE_LEAVING_WITHIN = Duration.ofSeconds(4);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final WarmupRooms rooms;
    private final WarmupVisit visit;
    private final Goal goal;
    private final long beganUs;

    private int visits;
    private int failedInARow;
    private long visitBeganUs;
    private Level loudness = Level.WARN;
    private String trouble = "none";
    private String why = "a fault of its own";

    /** `rooms` are those that it opened for itself, and closed again if it could. */
    public record Warmed(boolean isWarm, int visits, List<RoomId> rooms) {}

    private record Goal(Metrics metrics, int joins, Clock clock, CompletableFuture<Warmed> over) {
        boolean isReached() {
            return metrics.joins() >= joins;
        }
    }

    private sealed interface Message {}

    private enum Again implements Message {
        NOW
    }

    private enum End implements Message {
        TOOK_TOO_LONG,
        NODE_LEAVES
    }

    private record Opened(Optional<String> trouble) implements Message {}

    private record Visited(Optional<String> trouble) implements Message {}

    private record Closed(RoomId room, Optional<String> trouble) implements Message {}

    /** `at` is where the node listens for people, without TLS. The stage never fails, and a node that leaves waits for it. */
    public static CompletionStage<Warmed> begin(
            ActorSystem<?> system, HttpServer.Parts parts, InetSocketAddress at, int joins) {
        CompletableFuture<Warmed> over = new CompletableFuture<>();
        Goal goal = new Goal(parts.metrics(), joins, parts.engine().clock(), over);
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        if (goal.isReached() || shutdown.getShutdownReason().isPresent()) {
            if (goal.isReached()) {
                sayItIsWarm(goal, 0, Duration.ZERO);
            }
            goal.metrics().warmingUp(false);
            over.complete(new Warmed(goal.isReached(), 0, List.of()));
            return over;
        }
        WarmupRooms rooms = new WarmupRooms(parts.engine().rooms(), parts.roomDefaults(), visitor(0));
        WarmupVisit visit = new WarmupVisit(system, parts.papers().tokens(), at);
        Behavior<Message> behavior = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Warmup(context, timers, rooms, visit, goal).opening()));
        goal.metrics().warmingUp(true);
        ActorRef<Message> warmup = system.systemActorOf(behavior, "warmup", Props.empty());
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "end the warm-up", () -> {
            warmup.tell(End.NODE_LEAVES);
            // A node that the others gave up decides nothing any more, and its people are to find another at once.
            return shutdown.getShutdownReason().equals(Optional.of(CoordinatedShutdown.clusterDowningReason()))
                    ? CompletableFuture.completedStage(Done.getInstance())
                    : over.thenApply(warmed -> Done.getInstance());
        });
        // It may have begun just before that.
        if (shutdown.getShutdownReason().isPresent()) {
            warmup.tell(End.NODE_LEAVES);
        }
        return over;
    }

    private Warmup(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            WarmupRooms rooms,
            WarmupVisit visit,
            Goal goal) {
        this.context = context;
        this.timers = timers;
        this.rooms = rooms;
        this.visit = visit;
        this.goal = goal;
        this.beganUs = goal.clock().nowUs();
    }

    private Behavior<Message> opening() {
        timers.startSingleTimer(End.TOOK_TOO_LONG, LONGEST);
        context.getSelf().tell(Again.NOW);
        return phase(message -> switch (message) {
            case Again again -> openNext();
            case Opened opened -> onOpened(opened);
            case End end -> onEnd(end);
            case Visited visited -> Behaviors.same();
            case Closed closed -> Behaviors.same();
        });
    }

    private Behavior<Message> openNext() {
        context.pipeToSelf(rooms.openNext(), (answer, fault) -> new Opened(answer));
        return Behaviors.same();
    }

    private Behavior<Message> onOpened(Opened opened) {
        if (opened.trouble().isPresent()) {
            trouble = opened.trouble().get();
            timers.startSingleTimer(Again.NOW, ROOM_AGAIN_AFTER);
            return Behaviors.same();
        }
        return rooms.nextIsOpen() ? visiting() : openNext();
    }

    private Behavior<Message> visiting() {
        context.getSelf().tell(Again.NOW);
        return phase(message -> switch (message) {
            case Again again -> visitNext();
            case Visited visited -> onVisited(visited);
            case End end -> onEnd(end);
            case Opened opened -> Behaviors.same();
            case Closed closed -> Behaviors.same();
        });
    }

    private Behavior<Message> visitNext() {
        List<RoomId> all = rooms.all();
        RoomId room = all.get(visits % all.size());
        UserId who = visitor(visits / all.size() % PEOPLE);
        visits++;
        visitBeganUs = goal.clock().nowUs();
        context.pipeToSelf(visit.make(room, who), (answer, fault) -> new Visited(answer));
        return Behaviors.same();
    }

    private Behavior<Message> onVisited(Visited visited) {
        if (goal.isReached()) {
            return closing(CLOSED_WITHIN);
        }
        Duration pause = since(visitBeganUs);
        if (visited.trouble().isEmpty()) {
            failedInARow = 0;
        } else {
            trouble = visited.trouble().get();
            LOG.debug("{}", trouble);
            if (++failedInARow == FAILURES_IN_A_ROW_MAX) {
                why = failedInARow + " visits in a row failed, the last: " + trouble;
                return closing(CLOSED_WITHIN);
            }
            pause = pause.compareTo(NEXT_AFTER_FAILURE) < 0 ? NEXT_AFTER_FAILURE : pause;
        }
        timers.startSingleTimer(Again.NOW, pause);
        return Behaviors.same();
    }

    private Behavior<Message> onEnd(End end) {
        return switch (end) {
            case TOOK_TOO_LONG -> {
                why = "not within " + LONGEST.toSeconds() + " s, the last trouble: " + trouble;
                yield closing(CLOSED_WITHIN);
            }
            case NODE_LEAVES -> {
                why = "the node leaves";
                loudness = Level.INFO;
                yield closing(CLOSED_BEFORE_LEAVING_WITHIN);
            }
        };
    }

    private Behavior<Message> closing(Duration within) {
        timers.cancelAll();
        timers.startSingleTimer(End.TOOK_TOO_LONG, within);
        context.getSelf().tell(Again.NOW);
        return phase(message -> switch (message) {
            case Again again -> closeLeft();
            case Closed closed -> onClosed(closed);
            case End.TOOK_TOO_LONG -> Behaviors.stopped();
            case End.NODE_LEAVES -> {
                timers.startSingleTimer(End.TOOK_TOO_LONG, CLOSED_BEFORE_LEAVING_WITHIN);
                yield Behaviors.same();
            }
            case Opened opened -> Behaviors.same();
            case Visited visited -> Behaviors.same();
        });
    }

    private Behavior<Message> closeLeft() {
        Set<RoomId> left = rooms.left();
        for (RoomId room : left) {
            context.pipeToSelf(rooms.close(room), (answer, fault) -> new Closed(room, answer));
        }
        return left.isEmpty() ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Message> onClosed(Closed closed) {
        if (closed.trouble().isPresent()) {
            trouble = closed.trouble().get();
            timers.startSingleTimer(Again.NOW, ROOM_AGAIN_AFTER);
            return Behaviors.same();
        }
        rooms.isClosed(closed.room());
        return rooms.left().isEmpty() ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Message> phase(Function<Message, Behavior<Message>> onMessage) {
        return Behaviors.receive(Message.class)
                .onAnyMessage(onMessage)
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    /** However it came to that, after a fault of its own too: then nobody waits for the rooms to be closed. */
    private Behavior<Message> onStopped() {
        if (goal.isReached()) {
            sayItIsWarm(goal, visits, since(beganUs));
        } else {
            LOG.atLevel(loudness)
                    .log(
                            "did not get warm visits={} joins={} why={}",
                            visits,
                            goal.metrics().joins(),
                            why);
        }
        goal.metrics().warmingUp(false);
        goal.over().complete(new Warmed(goal.isReached(), visits, rooms.all()));
        if (!rooms.left().isEmpty()) {
            LOG.warn("rooms are left open until they are closed for being empty: {}, {}", rooms.left(), trouble);
            rooms.left().forEach(rooms::close);
        }
        return Behaviors.same();
    }

    private static void sayItIsWarm(Goal goal, int visits, Duration took) {
        LOG.info("is warm visits={} joins={} took={} s", visits, goal.metrics().joins(), took.toSeconds());
    }

    private static UserId visitor(int number) {
        return new UserId(House.VISITOR + number);
    }

    private Duration since(long us) {
        return Duration.of(goal.clock().nowUs() - us, ChronoUnit.MICROS);
    }
}

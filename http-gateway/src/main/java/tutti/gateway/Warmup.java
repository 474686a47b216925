package tutti.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tutti.engine.Outcome;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.Refusal;
import tutti.engine.room.presence.Role;
import tutti.gateway.auth.Ids;
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

    /** Few, and yet likely that this node comes to own some and reaches others on other nodes. */
    private static final int ROOMS = 3;

    private static final int PEOPLE = 5;
    private static final DisplayName NAME = new DisplayName("Warm-up");
    /** One of the visitors: the room of a host who never comes would be given to another. */
    private static final UserId HOST = visitor(0);

    /** By then whatever else it has to do has warmed it. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** A room cannot be opened, or closed, while its shard moves. */
    private static final Duration ROOM_AGAIN_AFTER = Duration.ofSeconds(1);

    private static final Duration NEXT_AFTER_FAILURE = Duration.ofMillis(100);
    private static final int FAILURES_IN_A_ROW_MAX = 10;

    /** What is still open then is closed for being empty, some day. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(30);
    /** Less than the phase of the shutdown that waits for it, which is five seconds. */
    private static final Duration CLOSED_BEFORE_LEAVING_WITHIN = Duration.ofSeconds(4);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final HttpServer.Parts parts;
    private final String url;
    private final int visits;
    private final CompletableFuture<Warmed> over;
    private final Ids ids = new Ids();
    private final long beganUs;

    /** All that were asked for: an answer may be lost, and the room be there. */
    private final List<RoomId> rooms = new ArrayList<>();

    private final Set<RoomId> open = new HashSet<>();
    private int visited;
    private int failedInARow;
    private long visitBeganUs;
    private Level loudness = Level.WARN;
    private String trouble = "none";
    private String why = "the node ended";

    /** `rooms` are those that it opened for itself, and closed again if it could. */
    public record Warmed(boolean isWarm, int visits, List<RoomId> rooms) {}

    private sealed interface Message {}

    private enum Again implements Message {
        NOW
    }

    private enum End implements Message {
        TOOK_TOO_LONG,
        NODE_LEAVES
    }

    private record Opened(RoomId room, @Nullable String refused) implements Message {}

    private record Visited(@Nullable Throwable fault) implements Message {}

    private record Closed(RoomId room, boolean isGone) implements Message {}

    /** `at` is where the node listens for people, without TLS. The stage never fails, and a node that leaves waits for it. */
    public static CompletionStage<Warmed> begin(
            ActorSystem<?> system, HttpServer.Parts parts, InetSocketAddress at, int visits) {
        if (parts.metrics().joins() >= visits) {
            return CompletableFuture.completedStage(new Warmed(true, 0, List.of()));
        }
        CompletableFuture<Warmed> over = new CompletableFuture<>();
        Behavior<Message> behavior = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new Warmup(context, timers, parts, WarmupVisit.url(at), visits, over).opening()));
        ActorRef<Message> warmup = system.systemActorOf(behavior, "warmup", Props.empty());
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "end the warm-up", () -> {
                    warmup.tell(End.NODE_LEAVES);
                    return over.thenApply(warmed -> Done.getInstance());
                });
        return over;
    }

    private Warmup(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            HttpServer.Parts parts,
            String url,
            int visits,
            CompletableFuture<Warmed> over) {
        this.context = context;
        this.timers = timers;
        this.parts = parts;
        this.url = url;
        this.visits = visits;
        this.over = over;
        this.beganUs = nowUs();
    }

    private Behavior<Message> opening() {
        timers.startSingleTimer(End.TOOK_TOO_LONG, LONGEST);
        openNext();
        return phase(message -> switch (message) {
            case Again again -> {
                open(rooms.getLast());
                yield Behaviors.same();
            }
            case Opened opened -> onOpened(opened);
            case End end -> onEnd(end);
            case Visited visit -> Behaviors.same();
            case Closed closed -> Behaviors.same();
        });
    }

    private Behavior<Message> onOpened(Opened opened) {
        if (opened.refused() != null) {
            trouble = "a room of its own was not opened: " + opened.refused();
            timers.startSingleTimer(Again.NOW, ROOM_AGAIN_AFTER);
            return Behaviors.same();
        }
        if (rooms.size() == ROOMS) {
            return visiting();
        }
        openNext();
        return Behaviors.same();
    }

    private void openNext() {
        RoomId room = ids.room();
        rooms.add(room);
        open(room);
    }

    private void open(RoomId room) {
        NewRoom asked = new NewRoom(room, NAME, HOST, null, Access.of(false), parts.roomDefaults(), false);
        context.pipeToSelf(
                parts.engine().rooms().open(asked), (outcome, fault) -> new Opened(room, refused(outcome, fault)));
    }

    private static @Nullable String refused(@Nullable Outcome<Long> outcome, @Nullable Throwable fault) {
        return switch (outcome) {
            case null -> String.valueOf(fault);
            case Outcome.Ok<Long> ok -> null;
            case Outcome.Refused<Long> refused -> refused.refusal().code();
        };
    }

    private Behavior<Message> visiting() {
        visit();
        return phase(message -> switch (message) {
            case Again again -> {
                visit();
                yield Behaviors.same();
            }
            case Visited visit -> onVisited(visit);
            case End end -> onEnd(end);
            case Opened opened -> Behaviors.same();
            case Closed closed -> Behaviors.same();
        });
    }

    /** As somebody who was there before: that is who comes when another node is lost. */
    private void visit() {
        RoomId room = rooms.get(visited % ROOMS);
        UserId who = visitor(visited / ROOMS % PEOPLE);
        visited++;
        visitBeganUs = nowUs();
        context.pipeToSelf(
                WarmupVisit.make(
                        context.getSystem(),
                        url,
                        room,
                        NAME,
                        parts.papers().tokens().issue(room, who, Role.GUEST)),
                (done, fault) -> new Visited(fault));
    }

    private Behavior<Message> onVisited(Visited visit) {
        if (parts.metrics().joins() >= visits) {
            return closing(CLOSED_WITHIN);
        }
        Duration pause = since(visitBeganUs);
        if (visit.fault() == null) {
            failedInARow = 0;
        } else {
            LOG.debug("a visit failed", visit.fault());
            trouble = visit.fault().toString();
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
                why = "not within " + LONGEST.toSeconds() + " s; the last trouble: " + trouble;
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
        open.addAll(rooms);
        open.forEach(this::close);
        return phase(message -> switch (message) {
            case Again again -> {
                open.forEach(this::close);
                yield Behaviors.same();
            }
            case Closed closed -> onClosed(closed);
            case End.TOOK_TOO_LONG -> Behaviors.stopped();
            case End.NODE_LEAVES -> {
                timers.startSingleTimer(End.TOOK_TOO_LONG, CLOSED_BEFORE_LEAVING_WITHIN);
                yield Behaviors.same();
            }
            case Opened opened -> Behaviors.same();
            case Visited visit -> Behaviors.same();
        });
    }

    private void close(RoomId room) {
        context.pipeToSelf(
                parts.engine().rooms().close(room, HOST), (outcome, fault) -> new Closed(room, isGone(outcome)));
    }

    private static boolean isGone(@Nullable Outcome<?> outcome) {
        return switch (outcome) {
            case null -> false;
            case Outcome.Ok<?> ok -> true;
            case Outcome.Refused<?> refused ->
                refused.refusal() == Refusal.ROOM_CLOSED || refused.refusal() == Refusal.ROOM_NOT_FOUND;
        };
    }

    private Behavior<Message> onClosed(Closed closed) {
        if (!closed.isGone()) {
            timers.startSingleTimer(Again.NOW, ROOM_AGAIN_AFTER);
            return Behaviors.same();
        }
        open.remove(closed.room());
        return open.isEmpty() ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Message> phase(Function<Message, Behavior<Message>> onMessage) {
        return Behaviors.receive(Message.class)
                .onAnyMessage(onMessage)
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    private Behavior<Message> onStopped() {
        int joins = parts.metrics().joins();
        boolean isWarm = joins >= visits;
        String took = since(beganUs).toSeconds() + " s";
        if (isWarm) {
            LOG.info("is warm visits={} joins={} took={}", visited, joins, took);
        } else {
            LOG.atLevel(loudness).log("did not get warm visits={} joins={} took={} why={}", visited, joins, took, why);
        }
        if (!open.isEmpty()) {
            LOG.warn("rooms of the warm-up are left open, until they are closed for being empty: {}", open);
        }
        over.complete(new Warmed(isWarm, visited, List.copyOf(rooms)));
        return Behaviors.same();
    }

    private static UserId visitor(int number) {
        return new UserId(House.VISITOR + number);
    }

    private long nowUs() {
        return parts.engine().clock().nowUs();
    }

    private Duration since(long us) {
        return Duration.of(nowUs() - us, ChronoUnit.MICROS);
    }
}

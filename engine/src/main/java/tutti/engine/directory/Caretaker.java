package tutti.engine.directory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.journal.Database;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomEntity;
import tutti.engine.room.RoomReply;

/**
 * Closes the rooms that nobody has been in for long. The list only says where to look: the room itself knows whether it is
 * empty. One in the whole cluster, and it looks around as soon as it is there: see {@link Vacancies}.
 */
final class Caretaker {
    /** More are left for the next round, which then follows soon. */
    private static final int ROOMS_A_ROUND = 200;

    /** A room that was asleep is asked twice: it knows only after some seconds who is in it. */
    private static final Duration NEXT_ROUND_AFTER = Duration.ofSeconds(5);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final RoomTable table;
    private final Vacancies vacancies;
    private final Clock clock;
    private final Executor blocking;

    private sealed interface Message {}

    private enum Round implements Message {
        DUE,
        DUE_SOON
    }

    private record Empty(List<RoomId> rooms) implements Message {}

    private record Answered(RoomId room, @Nullable RoomReply reply) implements Message {}

    private record Removed(RoomId room) implements Message {}

    private record Failed(Throwable failure) implements Message {}

    static void start(
            ActorSystem<?> system, Database database, RoomTable table, DirectorySettings settings, Clock clock) {
        Vacancies vacancies = new Vacancies(database, table, settings);
        Behavior<Message> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Round.DUE, Duration.ZERO, settings.caretakerEvery());
            Caretaker it = new Caretaker(context, timers, table, vacancies, clock, Database.dispatcher(system));
            return Behaviors.receiveMessage(it::onMessage);
        }));
        ClusterSingleton.get(system).init(SingletonActor.of(behavior, "caretaker"));
    }

    private Caretaker(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            RoomTable table,
            Vacancies vacancies,
            Clock clock,
            Executor blocking) {
        this.context = context;
        this.timers = timers;
        this.table = table;
        this.vacancies = vacancies;
        this.clock = clock;
        this.blocking = blocking;
    }

    private Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Round due -> onRound();
            case Empty empty -> onEmpty(empty.rooms());
            case Answered answered -> onAnswered(answered);
            case Removed removed -> Behaviors.same();
            case Failed failed -> {
                context.getLog().warn("the list of rooms cannot be looked through, will be again", failed.failure());
                yield Behaviors.same();
            }
        };
    }

    private Behavior<Message> onRound() {
        // No room can write that it is closed, either.
        if (!table.hasSpace()) {
            return Behaviors.same();
        }
        long nowMs = clock.nowMs();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> vacancies.at(nowMs, ROOMS_A_ROUND), blocking),
                (rooms, failure) -> failure == null ? new Empty(rooms) : new Failed(failure));
        return Behaviors.same();
    }

    private Behavior<Message> onEmpty(List<RoomId> rooms) {
        if (rooms.size() == ROOMS_A_ROUND) {
            timers.startSingleTimer(Round.DUE_SOON, NEXT_ROUND_AFTER);
        }
        ClusterSharding sharding = ClusterSharding.get(context.getSystem());
        for (RoomId room : rooms) {
            context.ask(
                    RoomReply.class,
                    sharding.entityRefFor(RoomEntity.TYPE, room.value()),
                    ANSWER_WITHIN,
                    RoomCommand.CloseIfEmpty::new,
                    (reply, failure) -> new Answered(room, reply));
        }
        return Behaviors.same();
    }

    /** A line without a room is left from an outage. One that is not empty after all will say so to its occupancy book. */
    private Behavior<Message> onAnswered(Answered answered) {
        if (answered.reply() instanceof RoomReply.Refused refused
                && (refused.refusal() == Refusal.ROOM_NOT_FOUND || refused.refusal() == Refusal.ROOM_CLOSED)) {
            context.pipeToSelf(
                    CompletableFuture.runAsync(() -> table.remove(answered.room()), blocking),
                    (done, failure) -> failure == null ? new Removed(answered.room()) : new Failed(failure));
        }
        return Behaviors.same();
    }
}

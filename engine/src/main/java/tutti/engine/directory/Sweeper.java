package tutti.engine.directory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import tutti.engine.journal.Database;
import tutti.engine.journal.Past;

/**
 * Has the journal forget the rooms that are closed: of one after the other a portion, so that none waits for a room with years
 * of chat, and one portion at a time, so that nothing else does. One in the whole cluster.
 */
final class Sweeper {
    private static final Duration ROUND_EVERY = Duration.ofSeconds(1);

    /** More are left for the next round. */
    private static final int ROOMS_A_ROUND = 200;

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final Database database;
    private final Past past;
    private final Executor blocking;
    /** Of this round; no more than there are in one. */
    private final Queue<Past.Closed> left = new ArrayDeque<>();

    private boolean failing;

    private sealed interface Message {}

    private enum Round implements Message {
        DUE
    }

    private record Found(List<Past.Closed> closed) implements Message {}

    private record Swept() implements Message {}

    private record Failed(Throwable failure) implements Message {}

    /** Of JDBC. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws SQLException;
    }

    static void start(ActorSystem<?> system, Database database) {
        Behavior<Message> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Sweeper it = new Sweeper(context, timers, database, Database.dispatcher(system));
            timers.startSingleTimer(Round.DUE, ROUND_EVERY);
            return Behaviors.receiveMessage(it::onMessage);
        }));
        ClusterSingleton.get(system).init(SingletonActor.of(behavior, "sweeper"));
    }

    private Sweeper(
            ActorContext<Message> context, TimerScheduler<Message> timers, Database database, Executor blocking) {
        this.context = context;
        this.timers = timers;
        this.database = database;
        this.past = new Past(database);
        this.blocking = blocking;
    }

    private Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Round due -> onRound();
            case Found found -> onFound(found.closed());
            case Swept done -> onSwept();
            case Failed failed -> onFailed(failed.failure());
        };
    }

    /** Deleting takes space, too, before it gives any. */
    private Behavior<Message> onRound() {
        if (!database.hasSpace()) {
            return rest();
        }
        context.pipeToSelf(
                blocking(() -> past.closed(ROOMS_A_ROUND)),
                (closed, failure) -> failure == null ? new Found(closed) : new Failed(failure));
        return Behaviors.same();
    }

    private Behavior<Message> onFound(List<Past.Closed> closed) {
        failing &= !closed.isEmpty();
        left.addAll(closed);
        return closed.isEmpty() ? rest() : next();
    }

    private Behavior<Message> onSwept() {
        failing = false;
        return left.isEmpty() ? onRound() : next();
    }

    /** Said once: that the database is away others say, too. */
    private Behavior<Message> onFailed(Throwable failure) {
        if (!failing) {
            context.getLog().warn("rooms that are closed cannot be forgotten, will be later: {}", failure.getMessage());
        }
        failing = true;
        left.clear();
        return rest();
    }

    private Behavior<Message> next() {
        Past.Closed closed = left.remove();
        context.pipeToSelf(
                blocking(() -> {
                    past.forgetSome(closed);
                    return closed;
                }),
                (swept, failure) -> failure == null ? new Swept() : new Failed(failure));
        return Behaviors.same();
    }

    private Behavior<Message> rest() {
        timers.startSingleTimer(Round.DUE, ROUND_EVERY);
        return Behaviors.same();
    }

    private <T> CompletableFuture<T> blocking(Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.done();
                    } catch (SQLException fault) {
                        throw new CompletionException(fault);
                    }
                },
                blocking);
    }
}

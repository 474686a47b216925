package tutti.engine.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.journal.Database;
import tutti.engine.room.Occupancy;

/** Writes down how many people are in this node's rooms: in batches, one at a time, and never on a room's thread. */
final class OccupancyBook {
    private final ActorContext<Message> context;
    private final RoomTable table;
    private final DirectorySettings settings;
    private final Clock clock;
    private final Executor blocking;
    /** The rooms of this node that are occupied, or whose last change is not written yet. */
    private final Map<RoomId, Page> pages = new HashMap<>();

    private boolean writing;

    private sealed interface Message {}

    private record Changed(RoomId room, int memberCount) implements Message {}

    private record Gone(RoomId room) implements Message {}

    private record Written(
            List<RoomTable.Occupied> what, @Nullable Throwable failure) implements Message {}

    private enum Due implements Message {
        WRITE
    }

    /** `writtenAtMs` is 0 while the count has changed since. */
    private record Page(int memberCount, long saidAtMs, long writtenAtMs) {}

    static Occupancy start(ActorSystem<?> system, RoomTable table, DirectorySettings settings, Clock clock) {
        ActorRef<Message> book = system.systemActorOf(
                Behaviors.setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(Due.WRITE, settings.occupancyEvery());
                    OccupancyBook it = new OccupancyBook(context, table, settings, clock, Database.dispatcher(system));
                    return Behaviors.receiveMessage(it::onMessage);
                })),
                "occupancy",
                Props.empty());
        return new Occupancy() {
            @Override
            public void changed(RoomId room, int memberCount) {
                book.tell(new Changed(room, memberCount));
            }

            @Override
            public void gone(RoomId room) {
                book.tell(new Gone(room));
            }
        };
    }

    private OccupancyBook(
            ActorContext<Message> context,
            RoomTable table,
            DirectorySettings settings,
            Clock clock,
            Executor blocking) {
        this.context = context;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
        this.blocking = blocking;
    }

    private Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Changed changed -> onChanged(changed);
            case Gone gone -> onGone(gone.room());
            case Due due -> onDue();
            case Written written -> onWritten(written);
        };
    }

    private Behavior<Message> onChanged(Changed changed) {
        Page before = pages.get(changed.room());
        long writtenAtMs = before != null && before.memberCount() == changed.memberCount() ? before.writtenAtMs() : 0;
        pages.put(changed.room(), new Page(changed.memberCount(), clock.nowMs(), writtenAtMs));
        return Behaviors.same();
    }

    /** Another node says now who is in it, and must not be contradicted. That nobody is, nobody else may say. */
    private Behavior<Message> onGone(RoomId room) {
        pages.computeIfPresent(room, (it, page) -> page.memberCount() > 0 ? null : page);
        return Behaviors.same();
    }

    private Behavior<Message> onDue() {
        long nowMs = clock.nowMs();
        long refreshMs = settings.occupancyRefresh().toMillis();
        // A room says so while anybody is in it, and it says when it goes: one that does neither stands still.
        pages.values().removeIf(page -> page.writtenAtMs() > 0 && nowMs - page.saidAtMs() > refreshMs);
        // Asked even with nothing to write: so it is soon found out and said, whoever else asks.
        if (!table.hasSpace() || writing) {
            return Behaviors.same();
        }
        List<RoomTable.Occupied> due = new ArrayList<>();
        pages.forEach((room, page) -> {
            if (nowMs - page.writtenAtMs() >= refreshMs) {
                due.add(new RoomTable.Occupied(room, page.memberCount(), nowMs));
            }
        });
        if (!due.isEmpty()) {
            writing = true;
            context.pipeToSelf(
                    CompletableFuture.runAsync(() -> table.write(due), blocking),
                    (done, failure) -> new Written(due, failure));
        }
        return Behaviors.same();
    }

    private Behavior<Message> onWritten(Written written) {
        writing = false;
        if (written.failure() != null) {
            context.getLog()
                    .warn(
                            "occupancy of {} rooms could not be written, will be again",
                            written.what().size());
            return Behaviors.same();
        }
        for (RoomTable.Occupied each : written.what()) {
            pages.computeIfPresent(each.room(), (room, page) -> after(page, each));
        }
        return Behaviors.same();
    }

    /** Nothing more to say of an empty room. */
    private static @Nullable Page after(Page page, RoomTable.Occupied written) {
        if (page.memberCount() != written.memberCount()) {
            return page;
        }
        return page.memberCount() == 0 ? null : new Page(page.memberCount(), page.saidAtMs(), written.atMs());
    }
}

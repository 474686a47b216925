package tutti.engine.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.journal.Database;
import tutti.engine.room.Occupancy;

/** The list of rooms, in SQL. */
public final class Directory {
    /** The rest are turned away at once: a database that is away must not gather them. */
    private static final int READERS_MAX = 100;

    private final RoomTable table;
    private final Executor blocking;
    private final Occupancy occupancy;
    private final Semaphore readers = new Semaphore(READERS_MAX);

    private Directory(RoomTable table, Executor blocking, Occupancy occupancy) {
        this.table = table;
        this.blocking = blocking;
        this.occupancy = occupancy;
    }

    public static Directory start(ActorSystem<?> system, Database database, DirectorySettings settings, Clock clock) {
        RoomTable table = new RoomTable(database, settings, clock);
        Occupancy book = OccupancyBook.start(system, table, settings, clock);
        DirectoryProjection.start(system, database);
        Sweeper.start(system, database);
        Caretaker.start(system, database, table, settings, clock);
        return new Directory(table, Database.dispatcher(system), book);
    }

    /** Where this node's rooms say how many people are in them. */
    public Occupancy occupancy() {
        return occupancy;
    }

    /** Fails with a {@link DirectoryException} when the database does not answer, or has too much to answer already. */
    public CompletionStage<RoomPage> list(int limit, @Nullable String after) {
        if (!readers.tryAcquire()) {
            return CompletableFuture.failedFuture(new DirectoryException("too many ask for the list of rooms at once"));
        }
        return CompletableFuture.supplyAsync(() -> table.page(limit, after), blocking)
                .whenComplete((page, fault) -> readers.release());
    }
}

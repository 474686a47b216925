package tutti.engine.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.journal.Database;
import tutti.engine.room.Occupancy;

/** The list of rooms, in SQL. */
public final class Directory {
    private final RoomTable table;
    private final Executor blocking;
    private final Occupancy occupancy;

    private Directory(RoomTable table, Executor blocking, Occupancy occupancy) {
        this.table = table;
        this.blocking = blocking;
        this.occupancy = occupancy;
    }

    public static Directory start(ActorSystem<?> system, Database database, DirectorySettings settings, Clock clock) {
        RoomTable table = new RoomTable(database.pool(), settings, clock);
        Occupancy book = OccupancyBook.start(system, table, settings, clock);
        DirectoryProjection.start(system, database);
        Caretaker.start(system, table, settings, clock);
        return new Directory(table, Database.dispatcher(system), book);
    }

    /** Where this node's rooms say how many people are in them. */
    public Occupancy occupancy() {
        return occupancy;
    }

    public CompletionStage<RoomPage> list(int limit, @Nullable String after) {
        return CompletableFuture.supplyAsync(() -> table.page(limit, after), blocking);
    }
}

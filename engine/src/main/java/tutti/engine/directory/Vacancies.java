package tutti.engine.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import tutti.engine.id.RoomId;
import tutti.engine.journal.Database;

/**
 * The rooms that nobody has been in for long though they could. Time in which nobody asked is no such time: no node ran then, or
 * none had the database. Everything here blocks.
 */
final class Vacancies {
    /** A node that takes over, or starts again, asks at once: whoever misses more was away. */
    private static final int ROUNDS_MISSED_MAX = 3;

    private final Database database;
    private final RoomTable table;
    private final Duration emptyFor;
    private final Duration pauseMax;

    Vacancies(Database database, RoomTable table, DirectorySettings settings) {
        this.database = database;
        this.table = table;
        this.emptyFor = settings.emptyRoomTtl();
        this.pauseMax = settings.caretakerEvery().multipliedBy(ROUNDS_MISSED_MAX);
    }

    /** To be asked each round, by whichever node has its turn. */
    List<RoomId> at(long nowMs, int max) {
        long emptyBeforeMs = nowMs - emptyFor.toMillis();
        return attendedSinceMs(nowMs) <= emptyBeforeMs ? table.emptySince(emptyBeforeMs, max) : List.of();
    }

    private long attendedSinceMs(long nowMs) {
        String sql = "update installation set attended_since_ms ="
                + " case when attended_ms is null or attended_ms < ? then ? else attended_since_ms end, attended_ms = ?";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement update = connection.prepareStatement(sql);
                Statement select = connection.createStatement()) {
            update.setLong(1, nowMs - pauseMax.toMillis());
            update.setLong(2, nowMs);
            update.setLong(3, nowMs);
            update.executeUpdate();
            try (ResultSet row = select.executeQuery("select attended_since_ms from installation")) {
                row.next();
                return row.getLong("attended_since_ms");
            }
        } catch (SQLException e) {
            throw new DirectoryException(e);
        }
    }
}

package tutti.engine.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the journal has of rooms that are closed, and the table `past_room`, which says of which of them that is to go. It goes in
 * portions, each on its own: none takes long, and whoever is interrupted goes on where they were. Everything here blocks.
 */
public final class Past {
    /** So many went within 0.4 s on two cores, far less than a question to the database may take. */
    static final int PORTION = 5_000;

    private final Database database;

    /** Of its events those from `forgottenFrom` on are gone, but for the one with the number `closedBy`, which stays. */
    public record Closed(String persistenceId, long closedBy, long forgottenFrom) {}

    public Past(Database database) {
        this.database = database;
    }

    /** All from before the event `closedBy` is to go, which says by itself what is left. In the caller's transaction. */
    public static void note(Connection connection, String persistenceId, long closedBy) throws SQLException {
        // It may have been noted before: then it is known, too, what is gone.
        String sql = "insert into past_room (persistence_id, closed_by, forgotten_from) select ?, ?, ?"
                + " where not exists (select 1 from past_room where persistence_id = ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, persistenceId);
            insert.setLong(2, closedBy);
            insert.setLong(3, closedBy);
            insert.setString(4, persistenceId);
            insert.executeUpdate();
        }
    }

    /** Those of which something may be left, with the least first. */
    public List<Closed> closed(int max) throws SQLException {
        String sql = "select * from past_room order by forgotten_from limit ?";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, max);
            List<Closed> closed = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    closed.add(new Closed(
                            rows.getString("persistence_id"),
                            rows.getLong("closed_by"),
                            rows.getLong("forgotten_from")));
                }
            }
            return closed;
        }
    }

    /**
     * One portion, the newest first, and the snapshots last: whoever looks for the room meanwhile is to find how it began, or a
     * snapshot, and that it is closed. Each statement is a transaction of its own, which the database ends even when the answer
     * comes too late for us.
     */
    public void forgetSome(Closed closed) throws SQLException {
        long from = Math.max(0, closed.forgottenFrom() - PORTION);
        try (Connection connection = database.pool().getConnection()) {
            delete(connection, "event_journal", closed.persistenceId(), from, closed.forgottenFrom());
            if (from > 0) {
                forgotten(connection, closed.persistenceId(), from);
                return;
            }
            delete(connection, "snapshot", closed.persistenceId(), 0, closed.closedBy());
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from past_room where persistence_id = ?")) {
                delete.setString(1, closed.persistenceId());
                delete.executeUpdate();
            }
        }
    }

    /** What is in `table` from the number `from` on, and before `to`. */
    private static void delete(Connection connection, String table, String persistenceId, long from, long to)
            throws SQLException {
        String sql =
                "delete from " + table + " where persistence_id = ? and sequence_number >= ? and sequence_number < ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, persistenceId);
            delete.setLong(2, from);
            delete.setLong(3, to);
            delete.executeUpdate();
        }
    }

    private static void forgotten(Connection connection, String persistenceId, long from) throws SQLException {
        String sql = "update past_room set forgotten_from = ? where persistence_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, from);
            update.setString(2, persistenceId);
            update.executeUpdate();
        }
    }
}

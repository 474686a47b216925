package tutti.engine.ban;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tutti.engine.journal.Database;

/**
 * The table `banned_network`, which is as long as there may be bans: those whose time is up are read no more, and go with the next
 * that is put. Everything here blocks.
 */
final class BanTable {
    private final Database database;

    BanTable(Database database) {
        this.database = database;
    }

    /** In the order of their names. One more than there may be is read, no more. */
    List<Ban> all(long nowMs) {
        try (Connection connection = database.pool().getConnection()) {
            return all(connection, nowMs);
        } catch (SQLException e) {
            throw new BanException(e);
        }
    }

    /** A ban of the same network takes the place of the one before. False where there are too many already. */
    boolean put(Ban ban, long nowMs) {
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean put = put(connection, ban, nowMs);
                connection.commit();
                return put;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new BanException(e);
        }
    }

    /** False where there was none. */
    boolean remove(String network) {
        try (Connection connection = database.pool().getConnection()) {
            return delete(connection, network);
        } catch (SQLException e) {
            throw new BanException(e);
        }
    }

    private static boolean put(Connection connection, Ban ban, long nowMs) throws SQLException {
        forget(connection, nowMs);
        if (!delete(connection, ban.network()) && all(connection, nowMs).size() >= Bans.BANS_MAX) {
            return false;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into banned_network (network, until_ms) values (?, ?)")) {
            insert.setString(1, ban.network());
            insert.setLong(2, ban.untilMs());
            insert.executeUpdate();
        }
        return true;
    }

    private static List<Ban> all(Connection connection, long nowMs) throws SQLException {
        String sql = "select network, until_ms from banned_network where until_ms > ? order by network limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, nowMs);
            select.setInt(2, Bans.BANS_MAX + 1);
            List<Ban> bans = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    bans.add(new Ban(rows.getString("network"), rows.getLong("until_ms")));
                }
            }
            return List.copyOf(bans);
        }
    }

    private static boolean delete(Connection connection, String network) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from banned_network where network = ?")) {
            delete.setString(1, network);
            return delete.executeUpdate() > 0;
        }
    }

    private static void forget(Connection connection, long nowMs) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from banned_network where until_ms <= ?")) {
            delete.setLong(1, nowMs);
            delete.executeUpdate();
        }
    }
}

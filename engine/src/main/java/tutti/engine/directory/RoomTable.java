package tutti.engine.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.journal.Database;
import tutti.engine.room.timeline.Source;

/** The table `room_directory`. Everything here blocks. */
final class RoomTable {
    static final int PAGE_MAX = 100;

    private final Database database;
    private final DirectorySettings settings;
    private final Clock clock;

    /** A room's occupancy at an instant. */
    record Occupied(RoomId room, int memberCount, long atMs) {}

    RoomTable(Database database, DirectorySettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Newest first, from after the line that `after` stands for. What is no such line has nothing after it. */
    RoomPage page(int limit, @Nullable String after) {
        Cursor from = after == null ? Cursor.START : Cursor.parse(after);
        if (from == null) {
            return new RoomPage(List.of(), null);
        }
        int size = Math.clamp(limit, 1, PAGE_MAX);
        // The first bound is what lets the index be entered where the page begins, however far down that is.
        String sql = "select * from room_directory where listed = true and created_at_ms <= ? and (created_at_ms < ?"
                + " or room_id > ?) order by created_at_ms desc, room_id limit ?";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, from.createdAtMs());
            select.setLong(2, from.createdAtMs());
            select.setString(3, from.roomId());
            select.setInt(4, size + 1);
            List<ListedRoom> rooms = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    rooms.add(room(rows));
                }
            }
            if (rooms.size() <= size) {
                return new RoomPage(List.copyOf(rooms), null);
            }
            List<ListedRoom> page = List.copyOf(rooms.subList(0, size));
            return new RoomPage(page, Cursor.of(page.getLast()).toString());
        } catch (SQLException e) {
            throw new DirectoryException(e);
        }
    }

    /** Whether anything may be written. Never blocks. */
    boolean hasSpace() {
        return database.hasSpace();
    }

    /** Rooms that are closed meanwhile have no line, and get none. */
    void write(List<Occupied> occupied) {
        String sql = "update room_directory set guest_count = ?, occupied_at_ms = ? where room_id = ?";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (Occupied each : occupied) {
                update.setInt(1, each.memberCount());
                update.setLong(2, each.atMs());
                update.setString(3, each.room().value());
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new DirectoryException(e);
        }
    }

    /** Rooms that may be closed for nobody has been in them since. */
    List<RoomId> emptySince(long beforeMs, int max) {
        String sql = "select room_id from room_directory where permanent = false and occupied_at_ms < ?"
                + " order by occupied_at_ms limit ?";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, beforeMs);
            select.setInt(2, max);
            List<RoomId> rooms = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    rooms.add(new RoomId(rows.getString("room_id")));
                }
            }
            return rooms;
        } catch (SQLException e) {
            throw new DirectoryException(e);
        }
    }

    void remove(RoomId room) {
        try (Connection connection = database.pool().getConnection()) {
            RoomRow.delete(connection, room);
        } catch (SQLException e) {
            throw new DirectoryException(e);
        }
    }

    private ListedRoom room(ResultSet row) throws SQLException {
        String kindName = row.getString("kind");
        Source.Kind kind = kindName == null ? null : Source.Kind.valueOf(kindName);
        boolean fresh = clock.nowMs() - row.getLong("occupied_at_ms")
                <= settings.occupancyStaleAfter().toMillis();
        return new ListedRoom(
                new RoomId(row.getString("room_id")),
                row.getString("room_name"),
                new UserId(row.getString("host_id")),
                row.getString("host_name"),
                fresh ? row.getInt("guest_count") : 0,
                // A room whose nodes all died could not write that its sound is over.
                fresh && row.getBoolean("live"),
                kind,
                row.getString("title"),
                row.getBoolean("asks_password"),
                row.getBoolean("asks_invite"),
                row.getLong("created_at_ms"));
    }

    /** A line's place in the list. */
    private record Cursor(long createdAtMs, String roomId) {
        static final Cursor START = new Cursor(Long.MAX_VALUE, "");

        static Cursor of(ListedRoom room) {
            return new Cursor(room.createdAtMs(), room.id().value());
        }

        static @Nullable Cursor parse(String text) {
            int dot = text.indexOf('.');
            if (dot < 0) {
                return null;
            }
            try {
                return new Cursor(Long.parseLong(text, 0, dot, 10), new RoomId(text.substring(dot + 1)).value());
            } catch (IllegalArgumentException notACursor) {
                return null;
            }
        }

        @Override
        public String toString() {
            return createdAtMs + "." + roomId;
        }
    }
}

package tutti.engine.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.timeline.Source;

/** One line of `room_directory`, as the events of its room write it, within the projection's transaction. */
final class RoomRow {
    private RoomRow() {}

    static void insertIfNew(Connection connection, NewRoom room, long createdAtMs) throws SQLException {
        String sql = "insert into room_directory (room_id, room_name, host_id, host_name, kind, title, listed,"
                + " permanent, created_at_ms, guest_count, occupied_at_ms, live, asks_password, asks_invite)"
                + " select ?, ?, ?, null, ?, ?, ?, ?, ?, 0, ?, false, ?, ?"
                + " where not exists (select 1 from room_directory where room_id = ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            Source source = room.source();
            insert.setString(1, room.id().value());
            insert.setString(2, room.name().value());
            insert.setString(3, room.host().value());
            insert.setString(4, kind(source));
            insert.setString(5, source == null ? "" : source.title());
            insert.setBoolean(6, room.access().listed());
            insert.setBoolean(7, room.permanent());
            insert.setLong(8, createdAtMs);
            insert.setLong(9, createdAtMs);
            insert.setBoolean(10, room.access().password() != null);
            insert.setBoolean(11, room.access().inviteOnly());
            insert.setString(12, room.id().value());
            insert.executeUpdate();
        }
    }

    static void update(Connection connection, RoomId room, Source source) throws SQLException {
        String sql = "update room_directory set kind = ?, title = ? where room_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, kind(source));
            update.setString(2, source.title());
            update.setString(3, room.value());
            update.executeUpdate();
        }
    }

    static void update(Connection connection, RoomId room, UserId host, DisplayName hostName) throws SQLException {
        String sql = "update room_directory set host_id = ?, host_name = ? where room_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, host.value());
            update.setString(2, hostName.value());
            update.setString(3, room.value());
            update.executeUpdate();
        }
    }

    static void update(Connection connection, RoomId room, boolean live) throws SQLException {
        String sql = "update room_directory set live = ? where room_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBoolean(1, live);
            update.setString(2, room.value());
            update.executeUpdate();
        }
    }

    static void update(Connection connection, RoomId room, Access access) throws SQLException {
        String sql = "update room_directory set listed = ?, asks_password = ?, asks_invite = ? where room_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBoolean(1, access.listed());
            update.setBoolean(2, access.password() != null);
            update.setBoolean(3, access.inviteOnly());
            update.setString(4, room.value());
            update.executeUpdate();
        }
    }

    static void delete(Connection connection, RoomId room) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from room_directory where room_id = ?")) {
            delete.setString(1, room.value());
            delete.executeUpdate();
        }
    }

    private static @Nullable String kind(@Nullable Source source) {
        return source == null ? null : source.kind().name();
    }
}

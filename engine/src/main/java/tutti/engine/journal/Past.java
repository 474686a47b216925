package tutti.engine.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What the journal knows of something that is over. */
public final class Past {
    private static final List<String> TABLES = List.of("event_journal", "snapshot");

    private Past() {}

    /** Forgets all from before the event `sequenceNr`, which says by itself what is left. In the caller's transaction. */
    public static void forget(Connection connection, String persistenceId, long sequenceNr) throws SQLException {
        for (String table : TABLES) {
            String sql = "delete from " + table + " where persistence_id = ? and sequence_number < ?";
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setString(1, persistenceId);
                delete.setLong(2, sequenceNr);
                delete.executeUpdate();
            }
        }
    }
}

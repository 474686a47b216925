package tutti.engine.journal;

import com.typesafe.config.ConfigFactory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that writes to the embedded database until it is killed, and says `writer number` for each commit that
 * returned. It deletes as it goes, so that the database soon writes where something was before.
 */
final class KilledWriter {
    static final int WRITERS = 4;
    private static final int KEPT = 150;

    private KilledWriter() {}

    public static void main(String[] args) throws SQLException {
        JdbcSettings jdbc = JdbcSettings.from(ConfigFactory.parseMap(Map.of("jdbc.url", args[0]))
                .withFallback(ConfigFactory.load().getConfig("tutti.engine")));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Database database = Database.open(jdbc, Tenancy.ALONE);
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists promise (writer int, number bigint, filling varbinary(1000),"
                    + " primary key (writer, number))");
        }
        // All have theirs before the first begins: who opens one among busy writers may wait for seconds.
        List<Connection> connections = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            connections.add(database.pool().getConnection());
        }
        for (int writer = 0; writer < WRITERS; writer++) {
            int me = writer;
            Thread.ofPlatform().start(() -> write(connections.get(me), me, out));
        }
    }

    private static void write(Connection connection, int writer, PrintStream out) {
        try (connection;
                PreparedStatement insert = connection.prepareStatement("insert into promise values (?, ?, ?)");
                PreparedStatement delete =
                        connection.prepareStatement("delete from promise where writer = ? and number < ?")) {
            connection.setAutoCommit(false);
            for (long number = 1; ; number++) {
                insert.setInt(1, writer);
                insert.setLong(2, number);
                insert.setBytes(3, new byte[(int) (number * 31 % 700)]);
                insert.executeUpdate();
                if (number % KEPT == 0) {
                    delete.setInt(1, writer);
                    delete.setLong(2, number - KEPT);
                    delete.executeUpdate();
                }
                connection.commit();
                synchronized (out) {
                    out.println(writer + " " + number);
                }
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }
}

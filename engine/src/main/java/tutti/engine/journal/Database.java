package tutti.engine.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContextExecutor;

/** The database of journal and directory, brought to the schema that this version needs. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    /** H2: another process has the file open. */
    private static final int H2_ALREADY_OPEN = 90020;

    private static final int ANSWER_WITHIN_S = 2;

    /** Somebody who was told to stop may still be at it. */
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(15);

    private final String id;
    private final HikariDataSource pool;
    private final Optional<Disk> disk;
    private final Optional<Lease> lease;

    private Database(String id, HikariDataSource pool, Optional<Disk> disk, Optional<Lease> lease) {
        this.id = id;
        this.pool = pool;
        this.disk = disk;
        this.lease = lease;
    }

    /** Throws {@link Unreachable} with a sentence for whoever starts the node. */
    public static Database open(JdbcSettings jdbc, Tenancy tenancy) {
        Optional<Disk> disk = PatientFile.diskOf(jdbc.url()).map(found -> found.keepFree(jdbc.diskKeptFreeBytes()));
        tryOnce(jdbc);
        // Before the schema is touched: nobody else's is.
        Optional<Lease> lease = lease(jdbc, tenancy);
        try {
            migrate(jdbc);
        } catch (FlywayException e) {
            lease.ifPresent(Lease::close);
            throw new Unreachable(
                    "The schema of " + jdbc.place() + " could not be brought up to date: " + e.getMessage(), e);
        }
        return new Database(id(jdbc), pool(jdbc), disk, lease);
    }

    private static HikariDataSource pool(JdbcSettings jdbc) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("directory");
        config.setDataSourceClassName(PatientDataSource.class.getName());
        config.setDataSourceProperties(PatientDataSource.properties(jdbc));
        config.setMaximumPoolSize(jdbc.directoryPoolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    /** The same for all who have this database, and for nobody else. */
    public String id() {
        return id;
    }

    /** Where SQL may block. */
    public static ExecutionContextExecutor dispatcher(ActorSystem<?> system) {
        return system.dispatchers().lookup(DispatcherSelector.fromConfig("tutti.engine.jdbc-dispatcher"));
    }

    public DataSource pool() {
        return pool;
    }

    /** Whether the journal can be read now. Blocks for a moment. */
    public boolean answers() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(ANSWER_WITHIN_S);
            return statement.execute("select max(ordering) from event_journal");
        } catch (SQLException away) {
            return false;
        }
    }

    /** Whether the disk it is on has space for more; one elsewhere has to know by itself. Never blocks. */
    public boolean hasSpace() {
        return disk.map(Disk::hasSpace).orElse(true);
    }

    /** Whether somebody has it now who would not know of this node. To be asked each few seconds; blocks for a moment. */
    public boolean isTakenByAnother() {
        return lease.map(Lease::isLost).orElse(false);
    }

    /** From now on no write waits for space: nobody is left whom it could be acknowledged to. */
    public void hurry() {
        disk.ifPresent(Disk::giveUp);
    }

    @Override
    public void close() {
        boolean hasSpace = hasSpace();
        hurry();
        if (!hasSpace) {
            closeAsItIs();
        }
        pool.close();
        disk.ifPresent(Disk::close);
        lease.ifPresent(Lease::close);
    }

    /** H2 tidies its file before it closes it, and needs space for that. All that was promised is in the file already. */
    private void closeAsItIs() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException closed) {
            log.debug("the database was closed as it is", closed);
        }
    }

    /** A pool would only say that it timed out; a single connection says why. */
    private static void tryOnce(JdbcSettings jdbc) {
        try {
            DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password())
                    .close();
        } catch (SQLException e) {
            throw new Unreachable(why(jdbc, e), e);
        }
    }

    /** One process has an embedded database as it is. */
    private static Optional<Lease> lease(JdbcSettings jdbc, Tenancy tenancy) {
        if (!jdbc.isShared()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Lease.take(jdbc, tenancy, LEFT_WITHIN));
        } catch (SQLException e) {
            throw new Unreachable(why(jdbc, e), e);
        }
    }

    private static String id(JdbcSettings jdbc) {
        try (Connection connection = DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id from installation")) {
            row.next();
            return row.getString("id");
        } catch (SQLException e) {
            throw new Unreachable(why(jdbc, e), e);
        }
    }

    private static String why(JdbcSettings jdbc, SQLException e) {
        if (e.getErrorCode() == H2_ALREADY_OPEN) {
            return "The rooms in " + jdbc.place().replace("jdbc:h2:file:", "")
                    + ".mv.db are in use by another Tutti that still runs. Stop that one, or start this one with another "
                    + "data directory (--data, TUTTI_DATA_DIR).";
        }
        return switch (jdbc.kind()) {
            case H2 ->
                "The embedded database " + jdbc.place() + " cannot be opened: " + e.getMessage()
                        + ". Is the data directory (--data, TUTTI_DATA_DIR) writable?";
            case POSTGRESQL ->
                "PostgreSQL does not let us in at " + jdbc.place() + ": " + e.getMessage()
                        + ". Check TUTTI_JDBC_URL, TUTTI_JDBC_USER and TUTTI_JDBC_PASSWORD.";
        };
    }

    /** By connections of its own, which may take their time. */
    private static void migrate(JdbcSettings jdbc) {
        Flyway.configure()
                .dataSource(jdbc.url(), jdbc.user(), jdbc.password())
                .locations("classpath:tutti/db/" + jdbc.kind().migrations)
                .table("tutti_schema")
                .load()
                .migrate();
    }

    /** No node without its database. The message says what to do. */
    public static final class Unreachable extends RuntimeException {
        Unreachable(String message) {
            super(message);
        }

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

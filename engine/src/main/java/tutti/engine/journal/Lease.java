package tutti.engine.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's claim on a PostgreSQL: a node alone and another one would both serve the same rooms. It is a lock of a session, and so
 * ends with the process in the same moment, however that ends; with a machine that is gone without a word, after eleven seconds.
 */
final class Lease implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** Advisory locks have numbers, and are each database's own: this one says "tutti". */
    private static final long LOCK = 0x7475747469L;

    private static final Patience PATIENCE = new Patience(Duration.ofMillis(250));
    private static final int ANSWER_WITHIN_S = 2;

    /** Asked for each few seconds, so longer than a session of our own that broke may still be known there. */
    private static final int REFUSALS_MAX = 5;

    /** PostgreSQL asks a session that is quiet for 5 s whether it is still there, and then twice more, 2 s apart. */
    private static final String NOTICED_WHEN_GONE =
            "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3";

    private final JdbcSettings jdbc;
    private final Tenancy tenancy;

    /** One that has the lock. */
    private volatile @Nullable Connection session;

    private volatile boolean over;
    private int refusals;

    private Lease(JdbcSettings jdbc, Tenancy tenancy) {
        this.jdbc = jdbc;
        this.tenancy = tenancy;
    }

    /** Waits for whoever is about to end; throws {@link Database.Unreachable} when nobody does. */
    static Lease take(JdbcSettings jdbc, Tenancy tenancy, Duration within) throws SQLException {
        Lease lease = new Lease(jdbc, tenancy);
        long triesMax = within.dividedBy(PATIENCE.againAfter());
        for (long tries = triesMax; !lease.isHeld(); tries--) {
            if (tries == triesMax) {
                log.info("waits for another Tutti to leave {}", jdbc.place());
            }
            if (tries == 0 || !PATIENCE.lasts()) {
                throw new Database.Unreachable(lease.refusal());
            }
        }
        return lease;
    }

    /** Whether somebody else has it for good. To be asked each few seconds: it is taken anew when its session was lost. */
    boolean isLost() {
        try {
            refusals = isHeld() ? 0 : refusals + 1;
        } catch (SQLException away) {
            // Nobody gets it from a database that is away.
            return false;
        }
        return refusals > REFUSALS_MAX;
    }

    /** For whoever looks after the node. */
    String refusal() {
        return switch (tenancy) {
            case ALONE ->
                "The rooms in " + jdbc.place() + " are in use by another Tutti, and this node looks for no others"
                        + " (TUTTI_CLUSTER_DISCOVERY). Stop that one, or let this one join it, or give it another database"
                        + " (TUTTI_JDBC_URL).";
            case TOGETHER ->
                "The rooms in " + jdbc.place()
                        + " are in use by a Tutti that is a cluster of its own. Stop that one, or give"
                        + " this one another database (TUTTI_JDBC_URL).";
        };
    }

    private boolean isHeld() throws SQLException {
        Connection held = session;
        if (held != null && held.isValid(ANSWER_WITHIN_S)) {
            return true;
        }
        release();
        Connection fresh = DriverManager.getConnection(
                jdbc.url(), PatientDataSource.wishes(jdbc.url(), jdbc.user(), jdbc.password()));
        boolean isGiven = false;
        try {
            isGiven = isGiven(fresh) && !over;
        } finally {
            if (isGiven) {
                session = fresh;
            } else {
                fresh.close();
            }
        }
        return isGiven;
    }

    private boolean isGiven(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement()) {
            if (isPooled(fresh, statement)) {
                log.info(
                        "a pooler stands before {}: a node alone and others would not notice each other", jdbc.place());
                return true;
            }
            statement.execute(NOTICED_WHEN_GONE);
            try (ResultSet given = statement.executeQuery("select " + tenancy.function + "(" + LOCK + ")")) {
                given.next();
                return given.getBoolean(1);
            }
        }
    }

    /** Behind a pooler such as PgBouncer a session is not ours, and a lock would stay with it when we are gone. */
    private static boolean isPooled(Connection fresh, Statement statement) throws SQLException {
        try (ResultSet asked = statement.executeQuery("select pg_backend_pid()")) {
            asked.next();
            return asked.getInt(1) != fresh.unwrap(PGConnection.class).getBackendPID();
        }
    }

    private void release() {
        Connection held = session;
        session = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException gone) {
                log.debug("the lease was lost already", gone);
            }
        }
    }

    @Override
    public void close() {
        over = true;
        release();
    }
}

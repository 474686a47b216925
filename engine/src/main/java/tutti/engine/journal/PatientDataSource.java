package tutti.engine.journal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * What pools get their connections from. It asks a database that is away again and again, and a pool that waits for it has
 * a connection in the moment it is back: the pool itself would let more and more time pass, up to five seconds, between
 * one try and the next. Pools make it by its name, and tell it by its setters what {@link #properties} has.
 */
public final class PatientDataSource implements DataSource {
    private static final Patience PATIENCE = new Patience(Duration.ofMillis(200));

    /** Half a minute, and longer where each of them takes its time. */
    private static final int TRIES_MAX = 150;

    /** In seconds. Somebody who is not there at all does not refuse either, and a question may get lost with its host. */
    private static final Properties NOT_FOREVER = new Properties();

    static {
        NOT_FOREVER.setProperty("connectTimeout", "2");
        NOT_FOREVER.setProperty("socketTimeout", "10");
        NOT_FOREVER.setProperty("tcpKeepAlive", "true");
    }

    private String url = "";
    private String user = "";
    private String password = "";

    /** As a pool wants to be told it. */
    static Properties properties(JdbcSettings jdbc) {
        Properties properties = new Properties();
        properties.setProperty("url", jdbc.url());
        properties.setProperty("user", jdbc.user());
        properties.setProperty("password", jdbc.password());
        return properties;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return DriverManager.getConnection(url, wishes(url, user, password));
            } catch (SQLException away) {
                // A pool that closes interrupts whoever still tries for it.
                if (tries == TRIES_MAX || !PATIENCE.lasts()) {
                    throw away;
                }
            }
        }
    }

    static Properties wishes(String url, String user, String password) {
        Properties wishes = new Properties();
        // H2 takes offence at what it does not know.
        if (url.startsWith(JdbcSettings.POSTGRESQL_URL)) {
            wishes.putAll(NOT_FOREVER);
        }
        wishes.setProperty("user", user);
        wishes.setProperty("password", password);
        return wishes;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(PrintWriter.nullWriter());
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // There is nothing to write.
    }

    /** The pool's own wish, which is for less patience. */
    @Override
    public void setLoginTimeout(int seconds) {
        // NOT_FOREVER has ours.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> wanted) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return false;
    }
}

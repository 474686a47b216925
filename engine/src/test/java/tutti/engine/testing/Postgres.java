package tutti.engine.testing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PostgreSQL for the tests of one run: the one `./tutti test` started, or one of our own. Register it as a static field;
 * each call of {@link #newDatabase} is an empty database.
 */
public final class Postgres implements BeforeAllCallback {
    private String server = "";

    @Override
    public void beforeAll(ExtensionContext context) {
        String given = System.getenv("TUTTI_TEST_JDBC_URL");
        server = given != null && !given.isBlank()
                ? given
                : context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(Postgres.class))
                        .computeIfAbsent(
                                ThrowAwayPostgres.class, key -> ThrowAwayPostgres.start(), ThrowAwayPostgres.class)
                        .url();
    }

    /** Settings of an engine on an empty database. */
    public Config newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server + "postgres", user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database on the tests' PostgreSQL at " + server, e);
        }
        return ConfigFactory.parseMap(Map.of(
                "tutti.engine.jdbc.url", server + name,
                "tutti.engine.jdbc.user", user(),
                "tutti.engine.jdbc.password", password()));
    }

    private static String user() {
        return System.getenv().getOrDefault("TUTTI_TEST_JDBC_USER", "tutti");
    }

    private static String password() {
        return System.getenv().getOrDefault("TUTTI_TEST_JDBC_PASSWORD", "tutti");
    }
}

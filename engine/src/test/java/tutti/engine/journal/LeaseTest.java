package tutti.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tutti.engine.testing.Postgres;

@DisplayName("A lease of a database")
class LeaseTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private static final Duration AT_ONCE = Duration.ZERO;

    private final JdbcSettings jdbc = JdbcSettings.from(
            POSTGRES.newDatabase().withFallback(ConfigFactory.load()).getConfig("tutti.engine"));

    @Test
    void is_shared_by_the_nodes_of_a_cluster() throws SQLException {
        try (Lease one = Lease.take(jdbc, Tenancy.TOGETHER, AT_ONCE);
                Lease other = Lease.take(jdbc, Tenancy.TOGETHER, AT_ONCE)) {
            assertThat(one.isLost()).isFalse();
            assertThat(other.isLost()).isFalse();
        }
    }

    @Test
    void is_refused_to_a_node_alone_while_a_cluster_has_it() throws SQLException {
        try (Lease cluster = Lease.take(jdbc, Tenancy.TOGETHER, AT_ONCE)) {
            assertThatThrownBy(() -> Lease.take(jdbc, Tenancy.ALONE, AT_ONCE))
                    .isInstanceOf(Database.Unreachable.class)
                    .hasMessageContaining("TUTTI_CLUSTER_DISCOVERY");
            assertThat(cluster.isLost()).isFalse();
        }
    }

    @Test
    void is_refused_to_everybody_while_a_node_alone_has_it() throws SQLException {
        try (Lease alone = Lease.take(jdbc, Tenancy.ALONE, AT_ONCE)) {
            assertThatThrownBy(() -> Lease.take(jdbc, Tenancy.ALONE, AT_ONCE)).isInstanceOf(Database.Unreachable.class);
            assertThatThrownBy(() -> Lease.take(jdbc, Tenancy.TOGETHER, AT_ONCE))
                    .isInstanceOf(Database.Unreachable.class)
                    .hasMessageContaining("TUTTI_JDBC_URL");
            assertThat(alone.isLost()).isFalse();
        }
    }

    @Test
    void is_had_as_soon_as_whoever_had_it_is_gone() throws SQLException {
        Lease.take(jdbc, Tenancy.ALONE, AT_ONCE).close();

        try (Lease next = Lease.take(jdbc, Tenancy.ALONE, Duration.ofSeconds(5))) {
            assertThat(next.isLost()).isFalse();
        }
    }

    @Test
    void is_taken_anew_when_its_session_broke() throws SQLException {
        try (Lease lease = Lease.take(jdbc, Tenancy.ALONE, AT_ONCE)) {
            breakSessions();

            assertThat(lease.isLost()).isFalse();

            assertThatThrownBy(() -> Lease.take(jdbc, Tenancy.TOGETHER, AT_ONCE))
                    .isInstanceOf(Database.Unreachable.class);
        }
    }

    @Test
    void is_lost_when_somebody_else_keeps_it_meanwhile() throws SQLException {
        try (Lease lease = Lease.take(jdbc, Tenancy.ALONE, AT_ONCE)) {
            breakSessions();
            try (Lease other = Lease.take(jdbc, Tenancy.ALONE, Duration.ofSeconds(5))) {
                assertThat(lease.isLost()).isFalse();
                for (int tries = 0; tries < 5; tries++) {
                    lease.isLost();
                }

                assertThat(lease.isLost()).isTrue();
                assertThat(other.isLost()).isFalse();
            }
        }
    }

    private void breakSessions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
    }
}

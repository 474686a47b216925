package tutti.engine.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;
import tutti.engine.setting.Bounds;

/** Which database, and how many connections to it. Without an address it is an H2 file in the data directory. */
public record JdbcSettings(
        Kind kind,
        String url,
        String user,
        String password,
        int journalPoolSize,
        int directoryPoolSize,
        long diskKeptFreeBytes) {

    public enum Kind {
        H2("slick.jdbc.H2Profile$", "h2-dialect", "h2"),
        POSTGRESQL("slick.jdbc.PostgresProfile$", "postgres-dialect", "postgresql");

        final String slickProfile;
        final String projectionDialect;
        final String migrations;

        Kind(String slickProfile, String projectionDialect, String migrations) {
            this.slickProfile = slickProfile;
            this.projectionDialect = projectionDialect;
            this.migrations = migrations;
        }
    }

    static final String POSTGRESQL_URL = "jdbc:postgresql:";

    /**
     * WRITE_DELAY=0: an acknowledged event has left the process, so that `kill -9` loses none. DB_CLOSE_ON_EXIT=FALSE: H2
     * would otherwise close under the rooms while they are still being handed over at shutdown.
     */
    private static final String H2_OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE";

    public JdbcSettings {
        Bounds.atLeast("TUTTI_JDBC_JOURNAL_POOL_SIZE", 1, journalPoolSize);
        Bounds.atLeast("TUTTI_JDBC_DIRECTORY_POOL_SIZE", 1, directoryPoolSize);
        Bounds.atLeast("TUTTI_DISK_KEPT_FREE", 0, diskKeptFreeBytes);
    }

    /** From `tutti.engine`. */
    public static JdbcSettings from(Config engine) {
        Config jdbc = engine.getConfig("jdbc");
        String given = jdbc.getString("url").strip();
        String url = PatientFile.addressed(given.isEmpty() ? h2File(engine.getString("data-dir")) : given);
        Kind kind = kindOf(url);
        return new JdbcSettings(
                kind,
                kind == Kind.H2 && !url.contains("WRITE_DELAY") ? url + H2_OPTIONS : url,
                jdbc.getString("user"),
                jdbc.getString("password"),
                jdbc.getInt("journal-pool-size"),
                jdbc.getInt("directory-pool-size"),
                jdbc.getBytes("disk-kept-free"));
    }

    /** Whether several nodes can have it. */
    public boolean isShared() {
        return kind != Kind.H2;
    }

    /** The address without what may be secret in it, for people. */
    public String place() {
        int options = url.indexOf(kind == Kind.H2 ? ';' : '?');
        return PatientFile.plain(options < 0 ? url : url.substring(0, options)).replaceFirst("//[^/@]*@", "//");
    }

    private static String h2File(String dataDir) {
        return "jdbc:h2:file:"
                + Path.of(dataDir)
                        .toAbsolutePath()
                        .normalize()
                        .resolve("tutti")
                        .toString()
                        .replace(";", "\\;");
    }

    private static Kind kindOf(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return Kind.H2;
        }
        if (url.startsWith(POSTGRESQL_URL)) {
            return Kind.POSTGRESQL;
        }
        throw new IllegalArgumentException(
                "tutti.engine.jdbc.url (TUTTI_JDBC_URL) starts with jdbc:postgresql: or jdbc:h2:");
    }
}

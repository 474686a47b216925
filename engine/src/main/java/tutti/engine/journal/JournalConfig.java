package tutti.engine.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/** Tells Pekko's journal, snapshot store and projections which database they use. */
public final class JournalConfig {
    private static final String SLICK = "pekko-persistence-jdbc.shared-databases.slick";

    private JournalConfig() {}

    public static Config of(JdbcSettings jdbc) {
        return ConfigFactory.parseMap(
                Map.ofEntries(
                        Map.entry(SLICK + ".profile", jdbc.kind().slickProfile),
                        Map.entry(SLICK + ".db.dataSourceClassName", PatientDataSource.class.getName()),
                        Map.entry(SLICK + ".db.properties", PatientDataSource.properties(jdbc)),
                        Map.entry(SLICK + ".db.numThreads", jdbc.journalPoolSize()),
                        Map.entry(SLICK + ".db.maxConnections", jdbc.journalPoolSize()),
                        Map.entry(SLICK + ".db.minConnections", 1),
                        // There are as many connections as threads: only a lost database makes anybody wait for one.
                        Map.entry(SLICK + ".db.connectionTimeout", 1_000),
                        Map.entry("pekko.projection.jdbc.dialect", jdbc.kind().projectionDialect),
                        Map.entry("pekko.projection.jdbc.use-dispatcher", "tutti.engine.jdbc-dispatcher"),
                        Map.entry(
                                "pekko.projection.jdbc.blocking-jdbc-dispatcher.thread-pool-executor.fixed-pool-size",
                                jdbc.directoryPoolSize())),
                "the database in tutti.engine.jdbc");
    }
}

package tutti.engine;

import com.typesafe.config.Config;
import java.util.List;
import tutti.engine.cluster.Kinship;
import tutti.engine.cluster.Ports;
import tutti.engine.journal.Database;
import tutti.engine.journal.Tenancy;

/**
 * What an engine stands on: its settings, its database, open, and the configuration for its actor system, by which other nodes
 * know that it has the same.
 */
public record Foundation(EngineSettings settings, Database database, Config configuration) {

    /**
     * Migrates the schema. `tokenKeys` stand for the keys that this node takes tokens of, first the one it signs with, and do not
     * betray them. Throws when the database is away, or in use by somebody who would not know of this node, or a port is taken.
     */
    public static Foundation lay(Config configuration, EngineSettings settings, List<String> tokenKeys) {
        Ports.refuseTaken(settings.cluster());
        Database database = Database.open(settings.jdbc(), settings.findsOthers() ? Tenancy.TOGETHER : Tenancy.ALONE);
        return new Foundation(
                settings, database, Kinship.of(database.id(), tokenKeys).withFallback(configuration));
    }
}

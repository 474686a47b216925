package tutti.engine;

import com.typesafe.config.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import tutti.engine.testing.Postgres;

@DisplayName("An engine on PostgreSQL")
class EngineOnPostgresTest extends EngineScenario {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Config database() {
        return POSTGRES.newDatabase();
    }
}

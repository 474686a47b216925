package tutti.gateway;

import com.typesafe.config.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import tutti.engine.testing.Postgres;

@DisplayName("A room on PostgreSQL")
class RoomOnPostgresTest extends RoomScenario {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Config database() {
        return POSTGRES.newDatabase();
    }
}

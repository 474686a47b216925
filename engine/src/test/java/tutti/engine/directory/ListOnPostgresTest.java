package tutti.engine.directory;

import com.typesafe.config.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import tutti.engine.testing.Postgres;

@DisplayName("The list of rooms in PostgreSQL")
class ListOnPostgresTest extends ListScenario {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Config unused() {
        return POSTGRES.newDatabase();
    }
}

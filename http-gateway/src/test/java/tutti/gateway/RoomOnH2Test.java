package tutti.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A room on the embedded database")
class RoomOnH2Test extends RoomScenario {
    @Override
    Config database() {
        return ConfigFactory.empty();
    }
}

package tutti.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An engine on the embedded database")
class EngineOnH2Test extends EngineScenario {
    @TempDir
    Path data;

    @Override
    Config database() {
        return ConfigFactory.parseMap(Map.of("tutti.engine.data-dir", data.toString()));
    }
}

package tutti.engine.directory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The list of rooms in the embedded database")
class ListOnH2Test extends ListScenario {
    @TempDir
    Path data;

    @Override
    Config unused() {
        return ConfigFactory.parseMap(Map.of("tutti.engine.data-dir", data.toString()));
    }
}

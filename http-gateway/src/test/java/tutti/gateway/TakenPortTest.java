package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.Engine;

@DisplayName("A taken port")
class TakenPortTest {
    @Test
    void is_noticed_before_anything_is_started() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = GatewaySettings.from(Engine.configuration(ConfigFactory.parseString(
                    "tutti.gateway.http { host = 127.0.0.1, port = " + taken.getLocalPort() + " }")));

            assertThatThrownBy(() -> HttpServer.refuseTakenPorts(settings))
                    .isInstanceOf(StartFault.class)
                    .hasMessageContaining("TUTTI_HTTP_PORT");
        }
    }
}

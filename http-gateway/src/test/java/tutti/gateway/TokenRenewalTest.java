package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("Whoever stays in a room")
class TokenRenewalTest {
    @Test
    void is_given_a_new_token_in_time_and_is_the_same_person_with_it(@TempDir Path home) {
        var shortLived = ConfigFactory.parseString("tutti.gateway.tokens { ttl = 6 s, host-ttl = 6 s }");
        try (Server server = Server.start(home, shortLived);
                Guest ben = Guest.connected(server.socket())) {
            String room = Caller.openRoom(server).path("roomId").asText();
            ben.join(room, "Ben");

            JsonNode renewed = ben.next("token");

            assertThat(renewed.path("token").asText()).isNotEqualTo(ben.token());
            try (Guest later = Guest.connected(server.socket())) {
                later.join(room, "Ben", renewed.path("token").asText());
                assertThat(later.id()).isEqualTo(ben.id());
                assertThat(later.at("/you/role")).isEqualTo("guest");
            }
        }
    }
}

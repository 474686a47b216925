package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.Engine;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;
import tutti.gateway.testing.Wire;

@DisplayName("A connection")
class ConnectionsTest {
    private static final String ELSEWHERE = "127.0.0.2";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Wire> open = new ArrayList<>();

    @TempDir
    Path home;

    @AfterEach
    void hang_up() {
        open.forEach(Wire::close);
    }

    @Test
    void that_is_one_too_many_of_its_address_is_ended_at_once_and_no_other() {
        try (Server server = Server.start(home, settings("connections-by-address-max = 3"))) {
            List<Wire> first = List.of(call(server), call(server), call(server));

            assertThat(call(server).rest()).isEmpty();

            assertThat(first).allMatch(Wire::isAnswered);
            assertThat(call(server, ELSEWHERE).isAnswered()).isTrue();
            assertThat(metrics(server))
                    .contains("tutti_connections 4.0")
                    .contains("tutti_connections_refused_total{kind=\"address\"} 1.0");
            first.getFirst().close();
            await().atMost(PATIENCE).until(() -> call(server).isAnswered());
        }
    }

    @Test
    void that_is_one_too_many_of_all_is_ended_at_once_while_operators_still_get_in() {
        try (Server server = Server.start(home, settings("connections-max = 3"));
                Guest guest = Guest.connected(server.socket()).join("example", "Ann")) {
            call(server, ELSEWHERE);
            call(server, ELSEWHERE);

            assertThat(call(server, "127.0.0.3").rest()).isEmpty();

            assertThat(guest.ask("{'type': 'ping', 't0': 1}").path("type").asText())
                    .isEqualTo("pong");
            assertThat(metrics(server)).contains("tutti_connections_refused_total{kind=\"node\"} 1.0");
        }
    }

    @Test
    void limit_below_the_one_for_sockets_is_told_with_both_names() {
        Config config = settings("connections-max = 3");

        assertThat(GatewaySettings.from(Engine.configuration(config)).limitsNeverReached())
                .singleElement()
                .asString()
                .contains("TUTTI_CONNECTIONS_MAX=3", "TUTTI_SOCKETS_MAX=20000");
        assertThat(GatewaySettings.from(Engine.configuration(ConfigFactory.empty()))
                        .limitsNeverReached())
                .isEmpty();
    }

    @Test
    void of_a_socket_counts_until_the_socket_is_closed() {
        try (Server server = Server.start(home, settings("connections-by-address-max = 1"))) {
            Guest guest = Guest.connected(server.socket()).join("example", "Ann");

            assertThat(call(server).rest()).isEmpty();
            assertThat(guest.isOpen()).isTrue();

            guest.close();
            await().atMost(PATIENCE).until(() -> call(server).isAnswered());
        }
    }

    @Test
    void that_says_nothing_makes_place_for_others_in_time() {
        try (Server server =
                Server.start(home, settings("connections-by-address-max = 3, first-request-within = 1 s"))) {
            List<Wire> silent = List.of(call(server), call(server), call(server));

            await().atMost(PATIENCE).until(() -> call(server).isAnswered());

            assertThat(silent).allMatch(wire -> wire.rest().isEmpty());
        }
    }

    @Test
    void of_a_proxy_of_ours_stands_for_many() {
        try (Server server = Server.start(home, settings("connections-by-address-max = 1, behind-proxy = on"))) {
            List<Wire> visitors = List.of(call(server), call(server), call(server));

            assertThat(visitors).allMatch(Wire::isAnswered);
        }
    }

    @Test
    void that_was_refused_is_not_kept() {
        try (Server server = Server.start(home, settings("connections-by-address-max = 1"))) {
            Wire first = call(server);

            for (int i = 0; i < 2_000; i++) {
                try (Wire refused = new Wire(server)) {
                    assertThat(refused.rest()).isEmpty();
                }
            }

            assertThat(first.isAnswered()).isTrue();
            await().atMost(PATIENCE).until(() -> figure(server, "process_files_open_files") < 1_000);
        }
    }

    @Test
    void is_one_at_least() {
        for (String of : List.of("connections-max", "connections-by-address-max")) {
            assertThatThrownBy(() -> GatewaySettings.from(settings(of + " = 0").withFallback(ConfigFactory.load())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("TUTTI_CONNECTIONS");
        }
    }

    private Wire call(Server server) {
        return call(server, "127.0.0.1");
    }

    private Wire call(Server server, String from) {
        Wire wire = new Wire(server, from);
        open.add(wire);
        return wire;
    }

    private static String metrics(Server server) {
        return Caller.get(server.managementUri("/metrics")).text();
    }

    private static double figure(Server server, String name) {
        return metrics(server)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Config settings(String http) {
        return ConfigFactory.parseString("tutti.gateway.http { " + http + " }");
    }
}

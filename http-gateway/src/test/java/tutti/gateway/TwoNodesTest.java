package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.testing.FreePorts;
import tutti.engine.testing.Postgres;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.LiveHost;
import tutti.gateway.testing.Player;
import tutti.gateway.testing.Server;

@DisplayName("Of two nodes")
class TwoNodesTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private static final String OPERATOR = "a-token-of-the-operator-for-tests";

    private Server first;
    private Server second;

    @BeforeEach
    void start(@TempDir Path home) {
        Config database = POSTGRES.newDatabase();
        List<Integer> contactPorts = FreePorts.some(2);
        // Each waits for the other before it is ready.
        CompletableFuture<Server> starting = CompletableFuture.supplyAsync(
                () -> Server.start(home.resolve("first"), node(contactPorts, 0).withFallback(database)));
        second = Server.start(home.resolve("second"), node(contactPorts, 1).withFallback(database));
        first = starting.join();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void the_one_that_leaves_serves_its_people_until_they_are_on_the_other() {
        JsonNode room = Caller.openRoom(first);
        String roomId = room.path("roomId").asText();
        try (Guest ann = Guest.connected(first.socket())
                .join(roomId, "Ann", room.path("token").asText())) {
            CompletableFuture<Void> leaving = CompletableFuture.runAsync(first::close);

            JsonNode bye = ann.next("bye");
            assertThat(bye.path("code").asText()).isEqualTo("draining");
            assertThat(bye.path("mayReturn").asBoolean()).isTrue();
            assertThat(ann.ask("{'type': 'play'}").path("type").asText()).isEqualTo("ack");

            try (Guest moved = Guest.connected(second.socket()).join(roomId, "Ann", ann.token())) {
                assertThat(moved.id()).isEqualTo(ann.id());
                assertThat(moved.at("/you/role")).isEqualTo("host");
                assertThat(ann.ask("{'type': 'pause'}").path("type").asText()).isEqualTo("ack");
                ann.next(last -> last.path("code").asText().equals("replaced"));
                leaving.join();

                await().atMost(Duration.ofSeconds(20))
                        .until(() -> moved.ask("{'type': 'chat', 'text': 'still here'}")
                                .path("type")
                                .asText()
                                .equals("ack"));
                assertThat(moved.all("user:left")).isEmpty();
            }
        }
    }

    @Test
    void either_lets_its_guests_hear_a_host_on_the_other() {
        JsonNode room = Caller.openRoom(first);
        String roomId = room.path("roomId").asText();
        try (Guest ann = Guest.connected(first.socket())
                        .join(roomId, "Ann", room.path("token").asText());
                Guest ben = Guest.connected(second.socket()).join(roomId, "Ben");
                LiveHost host = LiveHost.on(ann)) {
            await().until(() -> LiveHost.heard(ben).size() >= 10);
            host.assertSent(LiveHost.heard(ben));
        }
    }

    @Test
    void either_lets_any_player_hear_a_host_on_the_other() {
        JsonNode room = Caller.openRoom(first);
        String roomId = room.path("roomId").asText();
        Caller.get(second.uri("/api/rooms/" + roomId));
        try (Guest ann = Guest.connected(first.socket())
                        .join(roomId, "Ann", room.path("token").asText());
                LiveHost host = LiveHost.on(ann)) {
            await().until(() -> Caller.call("HEAD", second.uri("/rooms/" + roomId + "/listen.ogg"), null)
                            .status()
                    == 200);
            try (Player player = Player.tunedTo(second.uri("/rooms/" + roomId + "/listen.ogg"))) {
                assertThat(player.pages(12).getLast().granule()).isGreaterThan(0);

                ann.ask("{'type': 'broadcast:stop'}");

                assertThat(player.last().isLast()).isTrue();
                assertThat(host.sent()).isNotEmpty();
            }
        }
    }

    @Test
    void either_keeps_out_whom_operators_banned_on_the_other_and_lets_in_again() {
        String roomId = Caller.openRoom(first).path("roomId").asText();
        try (Guest ben = Guest.connected(second.socket()).join(roomId, "Ben")) {
            operate("POST", first, "/bans", "{\"network\": \"127.0.0.0/8\", \"seconds\": 600}");

            assertThat(ben.bye().path("code").asText()).isEqualTo("address-banned");
            assertThat(Caller.get(second.uri("/api/rooms")).status()).isEqualTo(403);
            assertThat(operate("GET", second, "/bans", null).path("bans")).hasSize(1);
        }

        operate("DELETE", second, "/bans?network=127.0.0.0/8", null);

        assertThat(Caller.get(second.uri("/api/rooms")).status()).isEqualTo(200);
        await().until(() -> Caller.get(first.uri("/api/rooms")).status() == 200);
    }

    @Test
    void either_knows_that_operators_closed_a_room_on_the_other() {
        JsonNode room = Caller.openRoom(first);
        String roomId = room.path("roomId").asText();
        try (Guest ben = Guest.connected(second.socket()).join(roomId, "Ben")) {
            operate("DELETE", first, "/rooms/" + roomId, null);

            assertThat(ben.next("room:closed")).isNotNull();
        }
        for (Server node : new Server[] {first, second}) {
            try (Guest again = Guest.connected(node.socket())) {
                again.askJoin(roomId, "Ann", room.path("token").asText());
                assertThat(again.bye().path("code").asText()).isEqualTo("room-closed");
            }
        }
    }

    private static JsonNode operate(String method, Server node, String path, String body) {
        Caller.Answer answer = Caller.call(
                method,
                node.managementUri(path),
                body,
                "Authorization",
                "Bearer " + OPERATOR,
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer.json();
    }

    @Test
    void each_tells_operators_whom_it_sees_and_where_a_room_is() {
        String roomId = Caller.openRoom(first).path("roomId").asText();

        JsonNode firsts = Caller.get(first.managementUri("/cluster")).json();
        JsonNode seconds = Caller.get(second.managementUri("/cluster")).json();
        String owner = Caller.get(first.managementUri("/cluster/rooms/" + roomId))
                .json()
                .path("node")
                .asText();

        assertThat(firsts.path("nodes"))
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.path("status").asText()).isEqualTo("up"));
        assertThat(firsts.at("/nodes/0/address").asText())
                .isEqualTo(seconds.at("/nodes/1/address").asText());
        assertThat(firsts.path("rooms").asInt() + seconds.path("rooms").asInt()).isEqualTo(2);
        assertThat(owner)
                .isIn(
                        firsts.at("/nodes/0/address").asText(),
                        seconds.at("/nodes/0/address").asText());
        assertThat(Caller.get(second.managementUri("/cluster/rooms/" + roomId))
                        .json()
                        .path("node")
                        .asText())
                .isEqualTo(owner);
        assertThat(Caller.get(first.managementUri("/cluster/rooms/NO")).status())
                .isEqualTo(404);
    }

    private static Config node(List<Integer> contactPorts, int index) {
        return ConfigFactory.parseString(
                """
                tutti.gateway.tokens.key = "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEga2V5"
                tutti.gateway.management.token = "a-token-of-the-operator-for-tests"
                tutti.gateway.http.unready-before-closing = 100 ms
                tutti.gateway.socket.hand-over-within = 4 s
                tutti.engine.cluster {
                  discovery = config
                  contacts = "127.0.0.1:%d,127.0.0.1:%d"
                  contact-port = %d
                  nodes-to-form = 2
                }
                """.formatted(contactPorts.get(0), contactPorts.get(1), contactPorts.get(index)));
    }
}

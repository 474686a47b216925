package tutti.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.id.RoomId;
import tutti.engine.testing.SmallDisk;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

@DisplayName("A node that warms up")
class WarmupTest {
    @TempDir
    Path home;

    private Server server;

    @AfterEach
    void stop() {
        // Where no small disk can be mounted, nothing was started.
        if (server != null) {
            server.close();
        }
    }

    @Test
    void lets_in_as_many_as_it_is_told_to_and_leaves_neither_rooms_nor_sockets() throws Exception {
        start(ConfigFactory.empty());

        Warmup.Warmed warmed = over(server.warmUp(40));

        assertThat(metrics()).contains("tutti_warming_up 0.0");
        assertThat(warmed.isWarm()).isTrue();
        assertThat(warmed.visits()).isGreaterThanOrEqualTo(40);
        assertThat(metrics()).contains("tutti_socket_joins_total 40.0").doesNotContain("tutti_socket_refusals_total");
        assertThat(warmed.rooms()).hasSize(3).allSatisfy(this::isClosed);
        await().untilAsserted(() -> assertThat(metrics()).contains("tutti_sockets 0.0"));
    }

    @Test
    void counts_people_who_come_in_as_well() throws Exception {
        start(ConfigFactory.empty());
        try (Guest ann = Guest.connected(server.socket())) {
            ann.join(Caller.openRoom(server).path("roomId").asText(), "Ann");

            assertThat(over(server.warmUp(3)).visits()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.sockets-by-address-max = 1",
                // Not even answered: one is Ann's, and one is kept open by the calls below.
                "http.connections-by-address-max = 2"
            })
    void gives_up_when_nobody_is_let_in_and_closes_its_rooms_only(String limit) throws Exception {
        start(ConfigFactory.parseString("tutti.gateway." + limit));
        JsonNode room = Caller.openRoom(server);
        try (Guest ann = Guest.connected(server.socket())) {
            ann.join(room.path("roomId").asText(), "Ann");

            Warmup.Warmed warmed = over(server.warmUp(40));

            assertThat(warmed.isWarm()).isFalse();
            assertThat(warmed.visits()).isEqualTo(10);
            assertThat(warmed.rooms()).hasSize(3).allSatisfy(this::isClosed);
            assertThat(Caller.get(server.uri("/api/rooms/" + room.path("roomId").asText()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void waits_until_its_rooms_can_be_opened(@TempDir Path data) throws Exception {
        SmallDisk disk = SmallDisk.mountedOn(data, 128);
        try {
            start(ConfigFactory.parseMap(Map.of("tutti.engine.data-dir", data.toString())));
            disk.fillTo(1 << 20);
            CompletionStage<Warmup.Warmed> warming = server.warmUp(3);
            assertThat(Caller.openRoom(server).path("code").asText()).isEqualTo("unavailable");

            disk.free();

            assertThat(over(warming).isWarm()).isTrue();
        } finally {
            stop();
            disk.unmount();
        }
    }

    @Test
    void closes_its_rooms_when_the_node_leaves_meanwhile() throws Exception {
        start(ConfigFactory.empty());
        CompletionStage<Warmup.Warmed> warming = server.warmUp(1_000);
        await().untilAsserted(() -> assertThat(metrics()).containsPattern("tutti_socket_joins_total [1-9]"));
        assertThat(metrics()).contains("tutti_warming_up 1.0");

        server.close();

        assertThat(warming.toCompletableFuture()).isDone();
        Warmup.Warmed warmed = over(warming);
        assertThat(warmed.isWarm()).isFalse();
        start(ConfigFactory.empty());
        assertThat(warmed.rooms()).hasSize(3).allSatisfy(this::isClosed);
    }

    private void start(Config own) {
        server = Server.start(home, own);
    }

    private static Warmup.Warmed over(CompletionStage<Warmup.Warmed> warming) throws Exception {
        return warming.toCompletableFuture().get(60, SECONDS);
    }

    private void isClosed(RoomId room) {
        assertThat(Caller.get(server.uri("/api/rooms/" + room))
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("room-closed");
    }

    private String metrics() {
        return Caller.get(server.managementUri("/metrics")).text();
    }
}

package tutti.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.LiveHost;
import tutti.gateway.testing.Server;
import tutti.gateway.wire.Quality;
import tutti.gateway.wire.ServerMessage;

@DisplayName("The seats' sound")
class RelayStudioTest {
    private final List<Integer> delaysMs = new CopyOnWriteArrayList<>();

    @Test
    void tells_what_waits_for_a_guest_how_far_behind_the_room_is(@TempDir Path home) {
        try (Server server = Server.start(
                        home,
                        ConfigFactory.empty(),
                        engine -> new Overheard(new RelayStudio(engine.broadcasts()), delaysMs));
                Guest ann = Guest.connected(server.socket());
                Guest ben = Guest.connected(server.socket())) {
            JsonNode room = Caller.openRoom(server);
            String roomId = room.path("roomId").asText();
            ann.join(roomId, "Ann", room.path("token").asText());
            ben.join(roomId, "Ben");
            try (LiveHost host = LiveHost.on(ann)) {
                await().until(() -> LiveHost.heard(ben).size() >= 3);
                assertThat(delaysMs).isNotEmpty().allMatch(delay -> delay <= 1_000);

                ann.ask("{'type': 'settings', 'latency': 'stable'}");

                await().until(() -> delaysMs.getLast() == 5_000);
                assertThat(host.sent()).isNotEmpty();
            }
        }
    }

    private record Overheard(Studio studio, List<Integer> delaysMs) implements Studio {
        @Override
        public Upload upload(RoomId room, Grant grant, Feed feed, Ear host) {
            return studio.upload(room, grant, feed, host);
        }

        @Override
        public Listening listen(RoomId room, Broadcast broadcast, Quality wanted, Ear guest) {
            return studio.listen(room, broadcast, wanted, new OverheardEar(guest, delaysMs));
        }
    }

    private record OverheardEar(Ear guest, List<Integer> delaysMs) implements Ear {
        @Override
        public boolean hear(ByteString frame, int packets) {
            return guest.hear(frame, packets);
        }

        @Override
        public void heardAfter(int delayMs) {
            delaysMs.add(delayMs);
            guest.heardAfter(delayMs);
        }

        @Override
        public void tell(ServerMessage message) {
            guest.tell(message);
        }
    }
}

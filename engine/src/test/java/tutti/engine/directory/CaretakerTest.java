package tutti.engine.directory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.timeline.Source;
import tutti.engine.testing.Node;
import tutti.engine.testing.RecordingOutbox;

@DisplayName("The caretaker")
class CaretakerTest {
    private static final UserId ANN = new UserId("ann-0001");

    @TempDir
    Path data;

    private Node node;

    @BeforeEach
    void start() {
        node = Node.start(ConfigFactory.parseString("""
                tutti.engine {
                  data-dir = "%s"
                  directory {
                    occupancy-every = 100 ms
                    empty-room-ttl = 1 s
                    caretaker-every = 200 ms
                  }
                }
                """.formatted(data)));
        await().atMost(30, SECONDS)
                .until(() -> node.engine.ready().toCompletableFuture().join());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void closes_rooms_that_nobody_was_in_for_long_and_no_others() {
        open("permanent", true);
        open("occupied", false);
        RecordingOutbox ann = new RecordingOutbox();
        node.rooms()
                .enter(
                        new RoomId("occupied"),
                        tutti.engine.room.presence.Arrival.known(ANN, new tutti.engine.id.DisplayName("Ann")),
                        ann);
        await().until(ann::isSeated);
        open("abandoned", false);

        await().atMost(20, SECONDS)
                .until(() -> new Outcome.Refused<NodeCopy>(Refusal.ROOM_CLOSED, "the room is closed")
                        .equals(look("abandoned")));

        assertThat(look("permanent")).isInstanceOf(Outcome.Ok.class);
        assertThat(look("occupied")).isInstanceOf(Outcome.Ok.class);
        assertThat(ann.ending).isNull();
        await().atMost(20, SECONDS)
                .until(() -> listed().stream().map(room -> room.id().value()).noneMatch("abandoned"::equals));
    }

    private List<ListedRoom> listed() {
        return switch (node.rooms().list(10, null).toCompletableFuture().join()) {
            case Outcome.Ok<RoomPage> ok -> ok.value().rooms();
            case Outcome.Refused<RoomPage> refused -> throw new AssertionError("refused: " + refused);
        };
    }

    private void open(String id, boolean permanent) {
        NewRoom room = new NewRoom(
                new RoomId(id),
                new tutti.engine.id.DisplayName("A room"),
                ANN,
                new Source(Source.Kind.TRACK, "/media/track/example.mp3", "A track", 120_000_000L, true),
                Access.LISTED,
                RoomSettings.defaults(1_000),
                permanent);
        assertThat(node.rooms().open(room).toCompletableFuture().join()).isInstanceOf(Outcome.Ok.class);
    }

    private Outcome<NodeCopy> look(String id) {
        return node.rooms().look(new RoomId(id)).toCompletableFuture().join();
    }
}

package tutti.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.Engine;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.journal.Database;
import tutti.engine.journal.JdbcSettings;
import tutti.engine.journal.Tenancy;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.Occupancy;
import tutti.engine.room.RoomSettings;

@DisplayName("A node's occupancy book")
class OccupancyBookTest {
    private static final RoomId ROOM = new RoomId("friday-film");
    private static final RoomId OTHER = new RoomId("other-room");
    private static final Duration WRITES_EVERY = Duration.ofSeconds(2);
    private static final DirectorySettings SETTINGS = new DirectorySettings(
            WRITES_EVERY, Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofHours(1), Duration.ofMinutes(1));

    @TempDir
    Path data;

    private final ManualClock clock = new ManualClock(1_763_700_000_000_000L);
    private final ActorTestKit east = node();
    private final ActorTestKit west = node();
    private Database database;
    private RoomTable table;
    private Occupancy eastern;
    private Occupancy western;

    @BeforeEach
    void start() throws SQLException {
        database = Database.open(
                JdbcSettings.from(
                        Engine.configuration(ConfigFactory.parseMap(Map.of("tutti.engine.data-dir", data.toString())))
                                .getConfig("tutti.engine")),
                Tenancy.ALONE);
        table = new RoomTable(database, SETTINGS, clock);
        eastern = OccupancyBook.start(east.system(), table, SETTINGS, clock);
        western = OccupancyBook.start(west.system(), table, SETTINGS, clock);
        list(ROOM);
        list(OTHER);
    }

    @AfterEach
    void stop() {
        east.shutdownTestKit();
        west.shutdownTestKit();
        database.close();
    }

    @Test
    void says_nothing_more_of_a_room_that_moved_to_another_node() {
        eastern.changed(ROOM, 3);
        writes(east, ROOM, 3);
        clock.pass(Duration.ofSeconds(10));
        eastern.changed(ROOM, 3);

        eastern.gone(ROOM);
        western.changed(ROOM, 1);
        writes(west, ROOM, 1);
        clock.pass(Duration.ofSeconds(21));
        eastern.changed(OTHER, 7);
        writes(east, OTHER, 7);

        assertThat(listed(ROOM)).isEqualTo(1);
    }

    @Test
    void still_says_that_the_last_has_left_a_room_that_is_gone() {
        eastern.changed(ROOM, 3);
        writes(east, ROOM, 3);

        eastern.changed(ROOM, 0);
        eastern.gone(ROOM);

        writes(east, ROOM, 0);
    }

    private static ActorTestKit node() {
        return ActorTestKit.create(ManualTime.config()
                .withFallback(ConfigFactory.parseString("pekko.actor.provider = local"))
                .withFallback(ConfigFactory.load())
                .resolve());
    }

    /** All it has to write it writes at once. */
    private void writes(ActorTestKit node, RoomId room, int memberCount) {
        await().until(() -> {
            ManualTime.get(node.system()).timePasses(WRITES_EVERY);
            return listed(room) == memberCount;
        });
    }

    private int listed(RoomId room) {
        return table.page(10, null).rooms().stream()
                .filter(each -> each.id().equals(room))
                .findFirst()
                .orElseThrow()
                .guestCount();
    }

    private void list(RoomId room) throws SQLException {
        NewRoom opened = new NewRoom(
                room,
                new tutti.engine.id.DisplayName("A room"),
                new UserId("ann-0001"),
                null,
                Access.LISTED,
                RoomSettings.defaults(1_000),
                false);
        try (Connection connection = database.pool().getConnection()) {
            RoomRow.insertIfNew(connection, opened, clock.nowMs());
        }
    }
}

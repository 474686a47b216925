package tutti.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutti.engine.Engine;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.journal.Database;
import tutti.engine.journal.JdbcSettings;
import tutti.engine.journal.Past;
import tutti.engine.journal.Tenancy;
import tutti.engine.room.Access;
import tutti.engine.room.CloseReason;
import tutti.engine.room.NewRoom;
import tutti.engine.room.RoomEvent;
import tutti.engine.room.RoomSettings;

/** What the list of rooms does with its tables, whatever database they are in. */
abstract class ListScenario {
    private static final RoomId ROOM = new RoomId("friday-film");
    private static final String JOURNALED = "Room|" + ROOM;
    private static final UserId ANN = new UserId("ann-0001");
    private static final long T0_MS = 1_763_700_000_000L;
    private static final Duration EMPTY_FOR = Duration.ofHours(1);
    private static final DirectorySettings SETTINGS = new DirectorySettings(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(90), EMPTY_FOR, Duration.ofMinutes(1));

    private final ManualClock clock = new ManualClock(T0_MS * 1_000);
    private Database database;
    private RoomTable table;

    /** Settings of an engine on a database that nobody has used. */
    abstract Config unused();

    @BeforeEach
    void open() {
        database = Database.open(
                JdbcSettings.from(Engine.configuration(unused()).getConfig("tutti.engine")), Tenancy.ALONE);
        table = new RoomTable(database, SETTINGS, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makes_nothing_of_an_event_that_comes_again() throws SQLException {
        heard(1, opened());
        heard(2, RoomEvent.HostChanged.byItself(ANN, new DisplayName("Ann")));

        heard(1, opened());
        heard(2, RoomEvent.HostChanged.byItself(ANN, new DisplayName("Ann")));

        assertThat(table.page(10, null).rooms())
                .extracting(ListedRoom::id, ListedRoom::hostName)
                .containsExactly(tuple(ROOM, "Ann"));
        heard(3, closed());
        heard(3, closed());
        assertThat(table.page(10, null).rooms()).isEmpty();
        assertThat(new Past(database).closed(10)).containsExactly(new Past.Closed(JOURNALED, 3, 3));
    }

    @Test
    void lets_go_of_a_room_at_once_however_much_there_is_to_forget() throws SQLException {
        heard(1, opened());
        journal(12_001);

        heard(12_001, closed());

        assertThat(table.page(10, null).rooms()).isEmpty();
        assertThat(journaled()).hasSize(12_001);
    }

    @Test
    void forgets_a_portion_at_a_time_and_goes_on_where_it_was() throws SQLException {
        journal(12_001);
        snapshot(11_900);
        heard(12_001, closed());

        List<List<Long>> left = new ArrayList<>();
        List<Integer> snapshots = new ArrayList<>();
        while (!new Past(database).closed(10).isEmpty()) {
            Past anew = new Past(database);
            anew.forgetSome(anew.closed(10).getFirst());
            left.add(journaled());
            snapshots.add(rows("snapshot"));
        }

        // All the time how it began, and that it is closed: so it can still be looked for.
        assertThat(left).extracting(List::size).containsExactly(7_001, 2_001, 1);
        assertThat(left.get(0)).startsWith(1L, 2L).endsWith(7_000L, 12_001L);
        assertThat(left.get(1)).startsWith(1L, 2L).endsWith(2_000L, 12_001L);
        assertThat(left.get(2)).containsExactly(12_001L);
        assertThat(snapshots).containsExactly(1, 1, 0);
        assertThat(rows("event_tag")).isEqualTo(1);
    }

    @Test
    void has_rooms_with_little_to_forget_wait_for_none_with_much() throws SQLException {
        try (Connection connection = database.pool().getConnection()) {
            Past.note(connection, "Room|years-of-chat", 1_000_000);
            Past.note(connection, JOURNALED, 3);
        }

        assertThat(new Past(database).closed(10))
                .extracting(Past.Closed::persistenceId)
                .containsExactly(JOURNALED, "Room|years-of-chat");
    }

    @Test
    void finds_a_room_that_nobody_was_in_for_long() throws SQLException {
        Vacancies vacancies = new Vacancies(database, table, SETTINGS);
        heard(1, opened());

        assertThat(vacancies.at(clock.nowMs(), 10)).isEmpty();
        for (int minute = 0; minute < 60; minute++) {
            clock.pass(Duration.ofMinutes(1));
            assertThat(vacancies.at(clock.nowMs(), 10)).isEmpty();
        }
        clock.pass(Duration.ofMinutes(1));
        assertThat(vacancies.at(clock.nowMs(), 10)).containsExactly(ROOM);
    }

    @Test
    void takes_no_room_for_empty_because_no_node_ran() throws SQLException {
        heard(1, opened());
        new Vacancies(database, table, SETTINGS).at(clock.nowMs(), 10);

        clock.pass(Duration.ofHours(8));
        Vacancies nextDay = new Vacancies(database, table, SETTINGS);

        for (int minute = 0; minute < 60; minute++) {
            assertThat(nextDay.at(clock.nowMs(), 10)).isEmpty();
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(nextDay.at(clock.nowMs(), 10)).containsExactly(ROOM);
    }

    @Test
    void finds_empty_rooms_though_nodes_are_restarted_each_half_hour() throws SQLException {
        heard(1, opened());

        for (int half = 0; half < 2; half++) {
            Vacancies untilNextRestart = new Vacancies(database, table, SETTINGS);
            for (int minute = 0; minute < 28; minute++) {
                assertThat(untilNextRestart.at(clock.nowMs(), 10)).isEmpty();
                clock.pass(Duration.ofMinutes(1));
            }
            clock.pass(Duration.ofMinutes(2));
        }

        Vacancies afterAnHour = new Vacancies(database, table, SETTINGS);
        assertThat(afterAnHour.at(clock.nowMs(), 10)).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(afterAnHour.at(clock.nowMs(), 10)).containsExactly(ROOM);
    }

    private static RoomEvent opened() {
        NewRoom room = new NewRoom(
                ROOM, new DisplayName("Friday film"), ANN, null, Access.LISTED, RoomSettings.defaults(1_000), false);
        return new RoomEvent.Opened(room, 200, T0_MS * 1_000);
    }

    private static RoomEvent closed() {
        return new RoomEvent.Closed(CloseReason.HOST, T0_MS * 1_000);
    }

    private void heard(long sequenceNr, RoomEvent event) throws SQLException {
        try (Connection connection = database.pool().getConnection()) {
            DirectoryProjection.write(
                    connection, EventEnvelope.create(Offset.sequence(sequenceNr), JOURNALED, sequenceNr, event, T0_MS));
        }
    }

    private void journal(int events) throws SQLException {
        String event = "insert into event_journal (persistence_id, sequence_number, writer, write_timestamp,"
                + " adapter_manifest, event_payload, event_ser_id, event_ser_manifest) values (?, ?, '', 0, '', ?, 1, '')";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement insert = connection.prepareStatement(event)) {
            for (int nr = 1; nr <= events; nr++) {
                insert.setString(1, JOURNALED);
                insert.setLong(2, nr);
                insert.setBytes(3, new byte[100]);
                insert.addBatch();
            }
            insert.executeBatch();
            connection
                    .createStatement()
                    .executeUpdate("insert into event_tag (event_id, tag)"
                            + " select ordering, 'directory' from event_journal");
        }
    }

    private void snapshot(long sequenceNr) throws SQLException {
        String snapshot = "insert into snapshot (persistence_id, sequence_number, created, snapshot_ser_id,"
                + " snapshot_ser_manifest, snapshot_payload) values (?, ?, 0, 1, '', ?)";
        try (Connection connection = database.pool().getConnection();
                PreparedStatement insert = connection.prepareStatement(snapshot)) {
            insert.setString(1, JOURNALED);
            insert.setLong(2, sequenceNr);
            insert.setBytes(3, new byte[100]);
            insert.executeUpdate();
        }
    }

    private List<Long> journaled() throws SQLException {
        try (Connection connection = database.pool().getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select sequence_number from event_journal order by sequence_number")) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    private int rows(String name) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                ResultSet count = connection.createStatement().executeQuery("select count(*) from " + name)) {
            count.next();
            return count.getInt(1);
        }
    }
}

package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutti.engine.channel.MemberReport;
import tutti.engine.channel.Outbox;
import tutti.engine.directory.ListedRoom;
import tutti.engine.directory.RoomPage;
import tutti.engine.id.DisplayName;
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.journal.JdbcSettings;
import tutti.engine.room.Access;
import tutti.engine.room.AccessPatch;
import tutti.engine.room.AccessPatch.PasswordChange;
import tutti.engine.room.NewRoom;
import tutti.engine.room.PasswordHash;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Arrival;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Source;
import tutti.engine.testing.Node;
import tutti.engine.testing.RecordingOutbox;

/** What one node does, whatever database it stands on. */
abstract class EngineScenario {
    static final UserId ANN = new UserId("ann-0001");
    static final UserId BEN = new UserId("ben-0001");
    static final RoomId ROOM = new RoomId("friday-film");
    private static final InviteId LINK = new InviteId("invite-0001");
    private static final PasswordHash PASSWORD =
            new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo");

    private Node node;

    /** Settings of an engine on a database that nobody has used. */
    abstract Config database();

    private Config own;

    @BeforeEach
    void start() {
        own = database();
        node = Node.start(own);
        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void lets_two_people_watch_and_talk() {
        ok(node.rooms().open(film(ROOM)));
        RecordingOutbox ann = enter(ANN);
        RecordingOutbox ben = enter(BEN);

        assertThat(ok(node.rooms().play(ROOM, ANN))).isEqualTo(Rooms.Done.DONE);
        assertThat(ok(node.rooms().say(ROOM, BEN, null, "hello"))).isEqualTo(Rooms.Done.DONE);

        await().until(() -> ben.frames.contains("said 1 hello"));
        assertThat(ann.frames).containsSubsequence("joined ben-0001 of 2", "moved v2 PLAY", "said 1 hello");
        assertThat(ben.frames).doesNotContain("joined ben-0001 of 2");
        assertThat(refusal(node.rooms().play(ROOM, BEN))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void keeps_the_place_of_whoever_reloads() {
        ok(node.rooms().open(film(ROOM)));
        RecordingOutbox ann = enter(ANN);
        RecordingOutbox before = enter(BEN);

        node.rooms().leave(ROOM, BEN, before, false);
        RecordingOutbox after = enter(BEN);

        ok(node.rooms().say(ROOM, BEN, null, "back again"));
        await().until(() -> after.frames.contains("said 1 back again"));
        assertThat(before.ending).isNull();
        assertThat(ann.frames).noneMatch(frame -> frame.startsWith("left"));
    }

    @Test
    void ends_the_older_socket_of_the_same_user() {
        ok(node.rooms().open(film(ROOM)));
        RecordingOutbox before = enter(BEN);

        RecordingOutbox after = enter(BEN);

        await().until(() -> before.ending instanceof Outbox.Ending.Replaced);
        assertThat(after.ending).isNull();
        assertThat(after.view.members()).hasSize(1);
    }

    @Test
    void tells_the_others_when_somebody_leaves() {
        ok(node.rooms().open(film(ROOM)));
        RecordingOutbox ann = enter(ANN);
        RecordingOutbox ben = enter(BEN);

        node.rooms().leave(ROOM, BEN, ben, true);

        await().until(() -> ann.frames.contains("left ben-0001 of 1"));
    }

    @Test
    void comes_back_with_its_rooms_after_a_restart() {
        ok(node.rooms().open(film(ROOM)));
        enter(ANN);
        ok(node.rooms().say(ROOM, ANN, null, "one"));
        ok(node.rooms().say(ROOM, ANN, null, "two"));
        ok(node.rooms().play(ROOM, ANN));

        node.close();
        node = Node.start(own);

        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
        RecordingOutbox ann = enter(ANN);
        assertThat(ann.you.role()).isEqualTo(Role.HOST);
        assertThat(ann.view.chat()).extracting(ChatLine::text).containsExactly("one", "two");
        assertThat(ann.view.timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void shows_its_copy_to_readers_who_are_no_members() {
        ok(node.rooms().open(film(ROOM)));
        RecordingOutbox ann = enter(ANN);
        node.rooms().report(ROOM, ANN, new MemberReport(-12, 40, 3_000, 0, 0));

        NodeCopy copy = ok(node.rooms().look(ROOM));

        assertThat(copy.view().members()).containsExactly(ann.you);
        await().until(() -> node.rooms().glance(ROOM).orElseThrow().figures().driftP50Ms() == 12);
        assertThat(refusal(node.rooms().look(new RoomId("no-such-room")))).isEqualTo(Refusal.ROOM_NOT_FOUND);
        assertThat(node.rooms().glance(new RoomId("no-such-room"))).isEmpty();
    }

    @Test
    void turns_away_whoever_wants_into_a_room_that_is_not_there() {
        RecordingOutbox ann = new RecordingOutbox();

        node.rooms().enter(ROOM, Arrival.known(ANN, new DisplayName("Ann")), ann);

        await().until(() -> new Outbox.Ending.Turned(Refusal.ROOM_NOT_FOUND).equals(ann.ending));
        assertThat(refusal(node.rooms().say(ROOM, ANN, null, "hello?"))).isEqualTo(Refusal.ROOM_NOT_FOUND);
    }

    @Test
    void closes_a_room_for_everyone_in_it() {
        ok(node.rooms().open(film(ROOM)));
        enter(ANN);
        RecordingOutbox ben = enter(BEN);

        ok(node.rooms().close(ROOM, ANN));

        await().until(() -> ben.ending instanceof Outbox.Ending.RoomClosed);
        assertThat(ben.frames).endsWith("closed HOST");
        assertThat(refusal(node.rooms().look(ROOM))).isEqualTo(Refusal.ROOM_CLOSED);
        await().until(() -> ok(node.rooms().list(10, null)).rooms().isEmpty());
    }

    @Test
    void keeps_nothing_of_a_closed_room_but_that_it_is_closed() throws SQLException {
        ok(node.rooms().open(film(ROOM)));
        enter(ANN);
        enter(BEN);
        ok(node.rooms().say(ROOM, ANN, null, "between us"));
        ok(node.rooms().makeInvite(ROOM, ANN, new Invite(LINK, Role.GUEST, Long.MAX_VALUE, 5, 0)));
        ok(node.rooms().changeAccess(ROOM, ANN, new AccessPatch(null, new PasswordChange(PASSWORD), null)));
        ok(node.rooms().mute(ROOM, ANN, BEN));
        ok(node.rooms().ban(ROOM, ANN, BEN, false, null));
        List<String> secrets = List.of(
                "between us", "Friday film", "A film", ANN.value(), BEN.value(), LINK.value(), PASSWORD.value());
        await().atMost(20, SECONDS)
                .until(() -> !ok(node.rooms().list(10, null)).rooms().isEmpty());
        assertThat(stored()).contains(secrets);

        ok(node.rooms().close(ROOM, ANN));

        await().atMost(20, SECONDS).until(() -> rows("event_journal") == 1);
        assertThat(stored()).doesNotContain(secrets).contains(ROOM.value());
        assertThat(rows("snapshot")).isZero();
        assertThat(rows("room_directory")).isZero();
        node.close();
        node = Node.start(own);

        await().atMost(30, SECONDS).until(() -> done(node.engine.ready()));
        assertThat(refusal(node.rooms().look(ROOM))).isEqualTo(Refusal.ROOM_CLOSED);
        assertThat(refusal(node.rooms().open(film(ROOM)))).isEqualTo(Refusal.ROOM_CLOSED);
    }

    @Test
    void lists_what_a_room_asks_for_and_leaves_out_who_wants_not_to_be_found() {
        ok(node.rooms().open(film(ROOM)));
        enter(ANN);
        await().atMost(20, SECONDS)
                .until(() -> !ok(node.rooms().list(10, null)).rooms().isEmpty());
        assertThat(ok(node.rooms().list(10, null)).rooms())
                .extracting(ListedRoom::password, ListedRoom::inviteOnly)
                .containsExactly(tuple(false, false));

        ok(node.rooms().changeAccess(ROOM, ANN, new AccessPatch(null, new PasswordChange(PASSWORD), true)));

        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(ok(node.rooms().list(10, null)).rooms())
                        .extracting(ListedRoom::password, ListedRoom::inviteOnly)
                        .containsExactly(tuple(true, true)));
        ok(node.rooms().changeAccess(ROOM, ANN, new AccessPatch(false, null, null)));
        await().atMost(20, SECONDS)
                .until(() -> ok(node.rooms().list(10, null)).rooms().isEmpty());
    }

    @Test
    void lists_open_rooms_newest_first_a_page_at_a_time() {
        List<RoomId> opened = IntStream.range(0, 5)
                .mapToObj(each -> new RoomId("room-" + each))
                .peek(room -> ok(node.rooms().open(film(room))))
                .toList();
        await().atMost(20, SECONDS)
                .until(() -> ok(node.rooms().list(10, null)).rooms().size() == 5);

        List<RoomId> listed = new ArrayList<>();
        RoomPage page = ok(node.rooms().list(2, null));
        while (page.next() != null) {
            assertThat(page.rooms()).hasSize(2);
            page.rooms().forEach(room -> listed.add(room.id()));
            page = ok(node.rooms().list(2, page.next()));
        }
        page.rooms().forEach(room -> listed.add(room.id()));

        assertThat(listed).containsExactlyElementsOf(opened.reversed());
        assertThat(ok(node.rooms().list(2, "no such place")).rooms()).isEmpty();
    }

    @Test
    void lists_who_is_host_and_how_many_are_there() {
        ok(node.rooms().open(film(ROOM)));
        enter(ANN);
        enter(BEN);

        await().atMost(20, SECONDS).untilAsserted(() -> {
            List<ListedRoom> rooms = ok(node.rooms().list(10, null)).rooms();
            assertThat(rooms).hasSize(1);
            ListedRoom room = rooms.getFirst();
            assertThat(room.guestCount()).isEqualTo(2);
            assertThat(room.hostName()).isEqualTo(ANN.value());
            assertThat(room.title()).isEqualTo("A film");
            assertThat(room.kind()).isEqualTo(Source.Kind.VIDEO);
        });
    }

    private int rows(String table) throws SQLException {
        try (Connection connection = connection();
                ResultSet count = connection.createStatement().executeQuery("select count(*) from " + table)) {
            count.next();
            return count.getInt(1);
        }
    }

    /** All that stands in any table, as letters: what is stored as bytes, too. */
    private String stored() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = connection()) {
            for (String table : tables(connection)) {
                try (ResultSet rows = connection.createStatement().executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            all.append(letters(rows, column)).append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private static String letters(ResultSet rows, int column) throws SQLException {
        return switch (rows.getMetaData().getColumnType(column)) {
            case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
                byte[] bytes = rows.getBytes(column);
                yield bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
            }
            default -> String.valueOf(rows.getString(column));
        };
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        assertThat(tables).contains("event_journal", "event_tag", "snapshot", "room_directory");
        return tables;
    }

    private Connection connection() throws SQLException {
        JdbcSettings jdbc = JdbcSettings.from(Engine.configuration(own).getConfig("tutti.engine"));
        return DriverManager.getConnection(jdbc.url(), jdbc.user(), jdbc.password());
    }

    private RecordingOutbox enter(UserId user) {
        return enter(node, user);
    }

    static RecordingOutbox enter(Node node, UserId user) {
        RecordingOutbox outbox = new RecordingOutbox();
        node.rooms().enter(ROOM, Arrival.known(user, new DisplayName(user.value())), outbox);
        await().until(outbox::isSeated);
        return outbox;
    }

    static NewRoom film(RoomId id) {
        return new NewRoom(
                id,
                new DisplayName("Friday film"),
                ANN,
                new Source(Source.Kind.VIDEO, "/media/film/master.m3u8", "A film", 120_000_000L, false),
                Access.LISTED,
                RoomSettings.defaults(1_000),
                false);
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, SECONDS).join();
    }

    static <T> T ok(CompletionStage<Outcome<T>> stage) {
        return switch (done(stage)) {
            case Outcome.Ok<T> ok -> ok.value();
            case Outcome.Refused<T> refused -> throw new AssertionError("refused: " + refused);
        };
    }

    static <T> Refusal refusal(CompletionStage<Outcome<T>> stage) {
        return switch (done(stage)) {
            case Outcome.Ok<T> ok -> throw new AssertionError("not refused: " + ok);
            case Outcome.Refused<T> refused -> refused.refusal();
        };
    }
}

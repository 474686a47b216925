package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.InviteId;
import tutti.engine.id.MessageId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Source;

/** What is answered `unavailable` may be carried out all the same, a moment later; and by then it has been asked again. */
@DisplayName("A room that is asked the same twice")
class RoomAskedTwiceTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("twice", TestRoom.CONFIG);
    private static final UserId DAN = new UserId("dan-the-banned");
    private static final Invite LINK = invite("invite-0001");
    private static final Feed FEED = new Feed(Feed.Codec.OPUS, 48_000, 2, 128);
    private static final Source OTHER =
            new Source(Source.Kind.VIDEO, "/other.m3u8", "Another film", 90_000_000L, false);

    private final TestRoom room = new TestRoom(ACTORS);

    /** A room's state without what only counts. */
    private record Sight(
            List<?> people,
            RoomSettings settings,
            Access access,
            List<?> playback,
            List<?> chat,
            Object order,
            List<Entry> log) {}

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_as_if_it_had_been_asked_once(Function<ActorRef<RoomReply>, RoomCommand> command) {
        prepare();

        RoomReply first = room.ask(command);
        Object once = sight();
        room.ask(command);

        assertThat(first).isNotInstanceOf(RoomReply.Refused.class);
        assertThat(sight()).isEqualTo(once);
    }

    @Test
    void goes_on_with_the_same_broadcast() {
        prepare();

        room.asked(ANN, (by, to) -> new RoomCommand.StartBroadcast(by, new BroadcastId("cast-0001"), FEED, "here", to));
        room.asked(ANN, (by, to) -> new RoomCommand.StartBroadcast(by, new BroadcastId("cast-0002"), FEED, "here", to));

        assertThat(room.room().air().broadcast().id()).isEqualTo(new BroadcastId("cast-0001"));
    }

    @Test
    void was_tried_with_all_that_stays() {
        Set<Class<?>> tried = commands()
                .map(command ->
                        command.apply(ACTORS.<RoomReply>createTestProbe().ref()).getClass())
                .collect(Collectors.toSet());
        tried.add(RoomCommand.StartBroadcast.class);
        // Seen twice and gone.
        tried.add(RoomCommand.React.class);

        assertThat(tried).containsAll(leaves(RoomCommand.OfMember.class));
    }

    static Stream<Function<ActorRef<RoomReply>, RoomCommand>> commands() {
        return Stream.of(
                to -> new RoomCommand.Open(TestRoom.annsRoom(TestRoom.FILM, false), to),
                to -> new RoomCommand.Play(ANN, to),
                to -> new RoomCommand.Pause(ANN, to),
                to -> new RoomCommand.Seek(ANN, 30_000_000, to),
                to -> new RoomCommand.ChangeRate(ANN, 1.5, to),
                to -> new RoomCommand.ChangeSource(ANN, OTHER, to),
                to -> new RoomCommand.Say(BOB, new MessageId("again"), "hello", to),
                to -> new RoomCommand.MarkReady(BOB, true, to),
                to -> new RoomCommand.ChangeSettings(
                        ANN, new SettingsPatch(null, RoomSettings.ChatMode.OFF, null, null, null, null), to),
                to -> new RoomCommand.Transfer(ANN, BOB, to),
                to -> new RoomCommand.DeleteLine(ANN, 1, to),
                to -> new RoomCommand.StopBroadcast(ANN, to),
                to -> new RoomCommand.ChangeAccess(ANN, new AccessPatch(false, null, null), to),
                to -> new RoomCommand.MakeInvite(ANN, invite("invite-0002"), to),
                to -> new RoomCommand.RevokeInvite(ANN, LINK.id(), to),
                to -> new RoomCommand.RequestControl(CAT, to),
                to -> new RoomCommand.ReleaseControl(BOB, to),
                to -> new RoomCommand.GrantControl(ANN, BOB, null, to),
                to -> new RoomCommand.RevokeControl(ANN, BOB, to),
                to -> new RoomCommand.GiveRole(ANN, BOB, Role.MODERATOR, to),
                to -> new RoomCommand.Mute(ANN, BOB, to),
                to -> new RoomCommand.Unmute(ANN, CAT, to),
                to -> new RoomCommand.Kick(ANN, BOB, to),
                to -> new RoomCommand.BanMember(ANN, BOB, false, null, to),
                to -> new RoomCommand.Unban(ANN, DAN, to),
                to -> new RoomCommand.Undo(ANN, 1, to),
                to -> new RoomCommand.Close(ANN, to));
    }

    /** In it is all that the commands can take away. */
    private void prepare() {
        room.openedWithAnnAndBob();
        room.enter(room.east, CAT);
        room.asked(ANN, (by, to) -> new RoomCommand.Seek(by, 10_000_000, to));
        room.set(ANN, new SettingsPatch(RoomSettings.Control.GRANTED, null, null, null, null, null));
        room.asked(ANN, RoomCommand.Play::new);
        room.say(BOB, "first", "a line");
        room.asked(BOB, RoomCommand.RequestControl::new);
        room.asked(ANN, (by, to) -> new RoomCommand.Mute(by, CAT, to));
        room.asked(ANN, (by, to) -> new RoomCommand.BanMember(by, DAN, false, null, to));
        room.asked(ANN, (by, to) -> new RoomCommand.MakeInvite(by, LINK, to));
        assertThat(room.room().activity().entries().getFirst())
                .extracting(Entry::number, Entry::deed)
                .containsExactly(1L, Deed.SEEK);
    }

    private Object sight() {
        return room.kit.getState() instanceof OpenRoom open
                ? new Sight(
                        List.of(open.owner(), open.host(), open.hostName()),
                        open.settings(),
                        open.access(),
                        List.of(open.timeline().source(), open.timeline().playback()),
                        open.chat().lines(),
                        open.order(),
                        open.activity().entries())
                : room.kit.getState();
    }

    private static Invite invite(String id) {
        return new Invite(new InviteId(id), Role.GUEST, TestRoom.T0_US / 1_000 + 600_000, null, 0);
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        List<Class<?>> leaves = new ArrayList<>();
        for (Class<?> permitted : Arrays.asList(sealed.getPermittedSubclasses())) {
            leaves.addAll(permitted.isSealed() ? leaves(permitted) : List.of(permitted));
        }
        return leaves;
    }
}

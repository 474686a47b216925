package tutti.engine.room;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.engine.id.MessageId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

@DisplayName("Between nodes")
class RoomSerializationTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("wire", TestRoom.CONFIG);
    private static final ActorRef<RoomReply> ASKER =
            ACTORS.<RoomReply>createTestProbe().ref();
    private static final ActorRef<RoomToChannel> CHANNEL =
            ACTORS.<RoomToChannel>createTestProbe().ref();
    private static final UserId BOB = new UserId("bob0123456789abc");
    private static final Newcomer NEWCOMER = new Newcomer(BOB, new tutti.engine.id.DisplayName("Bob"), true, 5);
    private static final OpenRoom ROOM = (OpenRoom) Specimens.states().get("state-open");

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_arrives_as_it_was_sent(Object message) {
        ACTORS.serializationTestKit().verifySerialization(message, true);
    }

    @Test
    void every_message_was_tried() {
        Set<Class<?>> tried = messages().map(Object::getClass).collect(Collectors.toSet());
        Set<Class<?>> triedNews = news().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(tried)
                .containsAll(leaves(RoomCommand.class))
                .containsAll(leaves(RoomReply.class))
                .containsAll(leaves(RoomToChannel.class));
        assertThat(triedNews).containsAll(leaves(RoomNews.class));
    }

    @Test
    void a_deed_of_a_later_version_is_read_as_something_else() throws Exception {
        Serialization serialization = SerializationExtension.get(ACTORS.system().classicSystem());
        RoomToChannel.News news =
                new RoomToChannel.News(1, 3, new RoomNews.Noted(new Entry(7, BOB, Deed.MODERATOR, null, 5, null)));
        var serializer = serialization.findSerializerFor(news);
        String bytes = new String(serializer.toBinary(news), ISO_8859_1);
        assertThat(bytes).contains("MODERATOR");

        Object read = serialization
                .deserialize(
                        bytes.replace("MODERATOR", "CONFESSED").getBytes(ISO_8859_1),
                        serializer.identifier(),
                        Serializers.manifestFor(serializer, news))
                .get();

        assertThat(read)
                .isEqualTo(
                        new RoomToChannel.News(1, 3, new RoomNews.Noted(new Entry(7, BOB, Deed.OTHER, null, 5, null))));
    }

    static Stream<Object> messages() {
        List<Object> messages = new ArrayList<>();
        messages.addAll(commands());
        messages.addAll(toChannel());
        news().forEach(news -> messages.add(new RoomToChannel.News(Long.MIN_VALUE, 3, news)));
        messages.add(new RoomReply.Accepted());
        messages.add(new RoomReply.Invited(Role.GUEST));
        messages.add(new RoomReply.Granted(Specimens.BROADCAST.grant()));
        messages.add(new RoomReply.Opened(1_763_700_000_000L));
        Arrays.stream(Refusal.values()).forEach(refusal -> messages.add(new RoomReply.Refused(refusal, "why")));
        messages.addAll(Specimens.events().values());
        messages.addAll(Specimens.states().values());
        messages.add(new UnopenedRoom());
        return messages.stream();
    }

    private static List<RoomCommand> commands() {
        return List.of(
                new RoomCommand.Open(Specimens.newRoom(null, true), ASKER),
                new RoomCommand.Play(BOB, ASKER),
                new RoomCommand.Pause(BOB, ASKER),
                new RoomCommand.Seek(BOB, 5, ASKER),
                new RoomCommand.ChangeRate(BOB, 0.25, ASKER),
                new RoomCommand.ChangeSource(BOB, Source.NOTHING, ASKER),
                new RoomCommand.Say(BOB, new MessageId("1"), "hi", ASKER),
                new RoomCommand.Say(BOB, null, "hi", ASKER),
                new RoomCommand.React(BOB, "🎉", ASKER),
                new RoomCommand.MarkReady(BOB, true, ASKER),
                new RoomCommand.ChangeSettings(
                        BOB, new SettingsPatch(null, RoomSettings.ChatMode.OFF, null, null, null, 7), ASKER),
                new RoomCommand.DeleteLine(BOB, 7, ASKER),
                new RoomCommand.Transfer(BOB, new tutti.engine.id.UserId("ann0123456789abc"), ASKER),
                new RoomCommand.StartBroadcast(
                        BOB, Specimens.BROADCAST.id(), Specimens.BROADCAST.feed(), Specimens.BROADCAST.origin(), ASKER),
                new RoomCommand.StopBroadcast(BOB, ASKER),
                new RoomCommand.LoseFeed(Specimens.BROADCAST.id(), Broadcast.EPOCH_MAX),
                new RoomCommand.Close(BOB, ASKER),
                new RoomCommand.CloseIfEmpty(ASKER),
                new RoomCommand.Attach(CHANNEL, List.of(NEWCOMER), List.of(BOB), new Anchor(7, -1, 3)),
                new RoomCommand.Attach(CHANNEL, List.of(), List.of(), null),
                new RoomCommand.Admit(CHANNEL, NEWCOMER, Pass.PASSWORD, 3),
                new RoomCommand.ChangeAccess(
                        BOB,
                        new AccessPatch(
                                false, new AccessPatch.PasswordChange(new PasswordHash("$argon2id$v=19$…")), true),
                        ASKER),
                new RoomCommand.MakeInvite(BOB, Specimens.INVITE, ASKER),
                new RoomCommand.RevokeInvite(BOB, Specimens.INVITE.id(), ASKER),
                new RoomCommand.RedeemInvite(Specimens.INVITE.id(), BOB, ASKER),
                new RoomCommand.RequestControl(BOB, ASKER),
                new RoomCommand.ReleaseControl(BOB, ASKER),
                new RoomCommand.GrantControl(BOB, BOB, 60_000_000L, ASKER),
                new RoomCommand.GrantControl(BOB, BOB, null, ASKER),
                new RoomCommand.RevokeControl(BOB, BOB, ASKER),
                new RoomCommand.GiveRole(BOB, BOB, Role.MODERATOR, ASKER),
                new RoomCommand.Mute(BOB, BOB, ASKER),
                new RoomCommand.Unmute(BOB, BOB, ASKER),
                new RoomCommand.Kick(BOB, BOB, ASKER),
                new RoomCommand.BanMember(BOB, BOB, true, 60_000L, ASKER),
                new RoomCommand.Unban(BOB, BOB, ASKER),
                new RoomCommand.Undo(BOB, 7, ASKER),
                new RoomCommand.Depart(CHANNEL, BOB),
                new RoomCommand.Beat(CHANNEL, 5, 20_000, 1),
                new RoomCommand.ChannelGone(CHANNEL),
                RoomCommand.Tick.TICK);
    }

    private static List<RoomToChannel> toChannel() {
        RoomView view = new RoomView(
                new tutti.engine.id.RoomId("abcdefghjk"),
                ROOM.name(),
                ROOM.owner(),
                ROOM.host(),
                ROOM.createdAtMs(),
                ROOM.access(),
                ROOM.settings(),
                ROOM.timeline(),
                Specimens.BROADCAST,
                List.of(ROOM.member(NEWCOMER)),
                ROOM.chat().lines(),
                ROOM.chat().kept(),
                ROOM.order(),
                ROOM.activity());
        return List.of(
                new RoomToChannel.Attached(Long.MAX_VALUE, 3, view),
                new RoomToChannel.NoRoom(Refusal.ROOM_CLOSED),
                new RoomToChannel.Admitted(3, BOB),
                new RoomToChannel.Turned(3, Refusal.ROOM_FULL),
                new RoomToChannel.Superseded(BOB),
                new RoomToChannel.Expelled(BOB, Refusal.KICKED),
                new RoomToChannel.Beaten(-1, 3, -1, 1, 2, 3));
    }

    private static List<RoomNews> news() {
        Member bob = ROOM.member(NEWCOMER);
        Timeline timeline = ROOM.timeline();
        return List.of(
                new RoomNews.TimelineMoved(timeline),
                new RoomNews.MemberJoined(bob, 3),
                new RoomNews.MemberLeft(BOB, 2),
                new RoomNews.MemberChanged(bob, 2),
                new RoomNews.Said(Specimens.line(1, null)),
                new RoomNews.Reacted(Specimens.line(1, null).from(), "🎉", 1, 2),
                new RoomNews.SettingsChanged(ROOM.settings()),
                new RoomNews.LineDeleted(7),
                new RoomNews.AccessChanged(Access.LISTED),
                new RoomNews.Ordered(new OrderEvent.Undone(BOB, 7, 5)),
                new RoomNews.Noted(new Entry(7, null, Deed.PAUSE, BOB, 5, null)),
                new RoomNews.ControlMoved(ROOM.order().control(), bob),
                new RoomNews.HostChanged(BOB, ROOM.owner()),
                new RoomNews.BroadcastStarted(Specimens.BROADCAST),
                new RoomNews.BroadcastInterrupted(Specimens.BROADCAST.id(), 5),
                new RoomNews.BroadcastStopped(Specimens.BROADCAST.id(), StopReason.HOST_LOST),
                new RoomNews.Closed(CloseReason.EMPTY));
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        List<Class<?>> leaves = new ArrayList<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                leaves.addAll(leaves(permitted));
            } else {
                leaves.add(permitted);
            }
        }
        return leaves;
    }
}

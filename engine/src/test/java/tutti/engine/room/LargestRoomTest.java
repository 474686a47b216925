package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tutti.engine.Engine;
import tutti.engine.id.DisplayName;
import tutti.engine.id.InviteId;
import tutti.engine.id.MessageId;
import tutti.engine.id.Network;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Control;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Invite;
import tutti.engine.room.order.Order;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/** All that people can fill a room with, each of it as long as it may be and of letters that take the most bytes. */
@org.junit.jupiter.api.DisplayName("The largest room there can be")
class LargestRoomTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("largest", TestRoom.CONFIG);
    private static final ActorRef<RoomToChannel> CHANNEL =
            ACTORS.<RoomToChannel>createTestProbe().ref();

    /** What Pekko writes before a message: from whom, to whom, and how to read it. */
    private static final long ENVELOPE_BYTES = 16 << 10;

    /** The gateway's `sockets-max`: no more than those can stand at a door. */
    private static final int SOCKETS_MAX = 20_000;

    /** A full room has a place for its host and its owner yet. */
    private static final int MEMBERS = RoomLimits.MEMBERS_MOST_OF_NODES + 2;

    private static final long LATE = Long.MAX_VALUE / 2;
    private static final DisplayName NAME = new DisplayName("字\u20D0\u20D0\u20D0".repeat(DisplayName.CHARACTERS_MAX));
    private static final UserId ANN = user(0);
    private static final Source SOURCE = new Source(
            Source.Kind.VIDEO,
            "/" + "字".repeat(Source.SRC_CHARS_MAX - 1),
            "😀".repeat(Source.TITLE_CODE_POINTS_MAX),
            Source.DURATION_US_MAX,
            true);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void is_told_to_another_node_in_one_piece() {
        assertThat(bytes(new RoomToChannel.Attached(LATE, LATE, view()))).isLessThan(frameBytes());
    }

    @Test
    void is_told_in_one_piece_who_is_in_it_and_who_waits() {
        Network network = new Network("n".repeat(64));
        List<Newcomer> members = many(MEMBERS, each -> new Newcomer(user(each), NAME, false, LATE, network));

        assertThat(bytes(new RoomCommand.Attach(
                        CHANNEL, members, many(SOCKETS_MAX, LargestRoomTest::user), new Anchor(LATE, LATE, LATE))))
                .isLessThan(frameBytes());
    }

    private static RoomView view() {
        return new RoomView(
                new RoomId("r".repeat(40)),
                NAME,
                ANN,
                ANN,
                LATE,
                new Access(false, new PasswordHash("$".repeat(200)), false),
                RoomSettings.defaults(MEMBERS),
                timeline(),
                Specimens.BROADCAST,
                many(MEMBERS, each -> new Member(user(each), NAME, Role.MODERATOR, false, LATE)),
                many(RoomLimits.CHAT_MOST, LargestRoomTest::line),
                RoomLimits.CHAT_MOST,
                order(),
                activity());
    }

    private static Timeline timeline() {
        Playback playback = new Playback(false, LATE, LATE, 1.1);
        return new Timeline(SOURCE, playback, playback, LATE, ANN, Timeline.Reason.WAITING);
    }

    private static ChatLine line(int seq) {
        return new ChatLine(
                LATE + seq,
                new Author(user(seq), NAME, Role.MODERATOR),
                "😀".repeat(ChatLine.CODE_POINTS_MAX),
                LATE,
                LATE,
                new MessageId("字".repeat(MessageId.CHARS_MAX)));
    }

    private static Order order() {
        return new Order(
                many(Order.MODERATORS_MAX, LargestRoomTest::user),
                many(Order.MUTED_MAX, LargestRoomTest::user),
                many(Order.BANS_MAX, LargestRoomTest::ban),
                many(
                        Order.INVITES_MAX,
                        each -> new Invite(
                                new InviteId(user(each).value()),
                                Role.MODERATOR,
                                LATE,
                                Invite.USES_MOST,
                                Invite.USES_MOST)),
                new Control(new Control.Lease(ANN, LATE), many(Control.REQUESTS_MAX, LargestRoomTest::user)));
    }

    private static Ban ban(int each) {
        return new Ban(user(each), Ban.Kind.KICK, new Network("n".repeat(64)), LATE, NAME);
    }

    private static ActivityLog activity() {
        ActivityLog log = ActivityLog.EMPTY;
        for (int each = 0; each < 200; each++) {
            log = log.noted(new OrderEvent.Banned(ANN, ban(each), LATE));
        }
        return log.noted(ANN, Deed.SEEK, LATE, new Entry.Before(SOURCE, LATE));
    }

    private static UserId user(int number) {
        return new UserId("%040d".formatted(number));
    }

    private static <T> List<T> many(int count, IntFunction<T> each) {
        return IntStream.range(0, count).mapToObj(each).toList();
    }

    private static long bytes(Object message) {
        return SerializationExtension.get(ACTORS.system()).serialize(message).get().length + ENVELOPE_BYTES;
    }

    private static long frameBytes() {
        return Engine.configuration(ConfigFactory.empty()).getBytes("pekko.remote.artery.advanced.maximum-frame-size");
    }
}

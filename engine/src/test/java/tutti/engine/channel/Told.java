package tutti.engine.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Playout;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Order;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/** What a room might tell, for tests. */
final class Told {
    static final RoomId ROOM = new RoomId("friday-film");
    static final UserId ANN = new UserId("ann-0001");
    static final UserId BEN = new UserId("ben-0001");
    static final UserId CAT = new UserId("cat-0001");

    private Told() {}

    static Member member(UserId id) {
        return new Member(id, new DisplayName(id.value()), id.equals(ANN) ? Role.HOST : Role.GUEST, false, 1_000);
    }

    static Timeline timeline(long version, long baseServerUs) {
        return new Timeline(
                new Source(Source.Kind.VIDEO, "/media/film/master.m3u8", "A film", 120_000_000L, false),
                new Playback(true, 0, baseServerUs, 1),
                null,
                version,
                ANN,
                Timeline.Reason.PLAY);
    }

    static final int CHAT_KEPT = 200;

    static ChatLine line(long seq, String text, long serverUs) {
        return new ChatLine(seq, new Author(ANN, new DisplayName("Ann"), Role.HOST), text, serverUs, 0, null);
    }

    static Broadcast broadcast(long epoch, long startedAtUs) {
        return new Broadcast(
                new BroadcastId("cast-1"),
                epoch,
                ANN,
                new Feed(Feed.Codec.OPUS, 48_000, 2, 128),
                Playout.LIVE,
                "pekko://tutti@10.0.0.1:2552",
                startedAtUs,
                null);
    }

    static RoomView onAir(RoomView view, @Nullable Broadcast broadcast) {
        return new RoomView(
                view.id(),
                view.name(),
                view.owner(),
                view.host(),
                view.createdAtMs(),
                view.access(),
                view.settings(),
                view.timeline(),
                broadcast,
                view.members(),
                view.chat(),
                view.chatKept(),
                view.order(),
                view.activity());
    }

    static RoomView view(Timeline timeline, List<ChatLine> chat, UserId... here) {
        List<Member> members = new ArrayList<>();
        for (UserId id : here) {
            members.add(member(id));
        }
        return new RoomView(
                ROOM,
                new DisplayName("Friday film"),
                ANN,
                ANN,
                0,
                Access.LISTED,
                RoomSettings.defaults(1_000),
                timeline,
                null,
                List.copyOf(members),
                chat,
                CHAT_KEPT,
                Order.AT_FIRST,
                ActivityLog.EMPTY);
    }
}

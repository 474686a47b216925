package tutti.engine.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Timeline;

/**
 * Turns the instants of a room's node into ours, `offsetUs` earlier. Not `joinedAtMs`: that is the clock's of the node a
 * member came in at, as that node told it, and only orders members and is shown to the minute.
 */
final class Instants {
    private Instants() {}

    static RoomNews ours(RoomNews news, long offsetUs) {
        if (offsetUs == 0) {
            return news;
        }
        return switch (news) {
            case RoomNews.TimelineMoved moved -> new RoomNews.TimelineMoved(ours(moved.timeline(), offsetUs));
            case RoomNews.Said said -> new RoomNews.Said(ours(said.line(), offsetUs));
            case RoomNews.Reacted reacted ->
                new RoomNews.Reacted(reacted.from(), reacted.emoji(), reacted.serverUs() - offsetUs, reacted.mediaUs());
            case RoomNews.BroadcastStarted started ->
                new RoomNews.BroadcastStarted(started.broadcast().earlier(offsetUs));
            case RoomNews.BroadcastInterrupted interrupted ->
                new RoomNews.BroadcastInterrupted(interrupted.broadcast(), interrupted.sinceUs() - offsetUs);
            case RoomNews.BroadcastStopped stopped -> stopped;
            case RoomNews.MemberJoined joined -> joined;
            case RoomNews.MemberLeft left -> left;
            case RoomNews.MemberChanged changed -> changed;
            case RoomNews.LineDeleted deleted -> deleted;
            case RoomNews.AccessChanged changed -> changed;
            case RoomNews.Ordered ordered -> new RoomNews.Ordered(ours(ordered.what(), offsetUs));
            case RoomNews.ControlMoved moved ->
                new RoomNews.ControlMoved(moved.control().earlier(offsetUs), moved.asks());
            case RoomNews.Noted noted -> new RoomNews.Noted(noted.entry().earlier(offsetUs));
            case RoomNews.SettingsChanged changed -> changed;
            case RoomNews.HostChanged changed -> changed;
            case RoomNews.Closed closed -> closed;
        };
    }

    static Timeline ours(Timeline timeline, long offsetUs) {
        if (offsetUs == 0) {
            return timeline;
        }
        return new Timeline(
                timeline.source(),
                ours(timeline.playback(), offsetUs),
                oursIfAny(timeline.held(), offsetUs),
                timeline.version(),
                timeline.by(),
                timeline.reason());
    }

    /** All but the timeline. */
    static RoomView withRestOurs(RoomView view, long offsetUs) {
        if (offsetUs == 0) {
            return view;
        }
        List<ChatLine> chat =
                view.chat().stream().map(line -> ours(line, offsetUs)).toList();
        Broadcast broadcast = view.broadcast();
        return new RoomView(
                view.id(),
                view.name(),
                view.owner(),
                view.host(),
                view.createdAtMs(),
                view.access(),
                view.settings(),
                view.timeline(),
                broadcast == null ? null : broadcast.earlier(offsetUs),
                view.members(),
                chat,
                view.chatKept(),
                view.order().earlier(offsetUs),
                view.activity().earlier(offsetUs));
    }

    /** Of these only control has instants that anybody waits for. */
    private static OrderEvent ours(OrderEvent event, long offsetUs) {
        return event instanceof OrderEvent.ControlGranted granted ? granted.earlier(offsetUs) : event;
    }

    private static ChatLine ours(ChatLine line, long offsetUs) {
        return new ChatLine(
                line.seq(), line.from(), line.text(), line.serverUs() - offsetUs, line.mediaUs(), line.clientId());
    }

    private static @Nullable Playback oursIfAny(@Nullable Playback playback, long offsetUs) {
        return playback == null ? null : ours(playback, offsetUs);
    }

    private static Playback ours(Playback playback, long offsetUs) {
        return new Playback(
                playback.isPlaying(), playback.baseMediaUs(), playback.baseServerUs() - offsetUs, playback.rate());
    }
}

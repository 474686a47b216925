package tutti.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import tutti.engine.channel.NewsEncoder;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomNews;
import tutti.engine.room.order.Entry;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Timeline;

/** The engine's news as frames of the protocol. */
public final class FrameEncoder implements NewsEncoder {
    /** News that clients learn from another frame: nothing is sent. */
    public static final String NOTHING = "";

    @Override
    public String encode(RoomNews news) {
        return switch (news) {
            case RoomNews.TimelineMoved moved ->
                Codec.encode(new ServerMessage.State(TimelineShape.of(moved.timeline())));
            case RoomNews.MemberJoined joined ->
                Codec.encode(new ServerMessage.UserJoined(UserShape.of(joined.member()), joined.total()));
            case RoomNews.MemberLeft left -> Codec.encode(new ServerMessage.UserLeft(left.userId(), left.total()));
            case RoomNews.MemberChanged changed ->
                Codec.encode(new ServerMessage.UserChanged(UserShape.of(changed.member()), changed.total()));
            case RoomNews.Said said -> Codec.encode(new ServerMessage.Chat(ChatShape.of(said.line())));
            case RoomNews.LineDeleted deleted -> Codec.encode(new ServerMessage.ChatDeleted(deleted.seq()));
            case RoomNews.Reacted reacted -> Codec.encode(reaction(reacted));
            case RoomNews.SettingsChanged changed ->
                Codec.encode(new ServerMessage.Settings(SettingsShape.of(changed.settings())));
            case RoomNews.AccessChanged changed ->
                Codec.encode(new ServerMessage.AccessChanged(AccessShape.of(changed.access())));
            case RoomNews.Ordered ordered -> NOTHING;
            case RoomNews.ControlMoved moved -> Codec.encode(control(moved));
            case RoomNews.Noted noted -> noted(noted.entry());
            case RoomNews.HostChanged changed -> NOTHING;
            case RoomNews.BroadcastStarted started ->
                Codec.encode(new ServerMessage.BroadcastStarted(BroadcastShape.of(started.broadcast())));
            case RoomNews.BroadcastInterrupted waits ->
                Codec.encode(new ServerMessage.BroadcastWaiting(waits.broadcast(), Units.ms(waits.sinceUs())));
            case RoomNews.BroadcastStopped stopped ->
                Codec.encode(new ServerMessage.BroadcastStopped(stopped.broadcast(), stopped.reason()));
            case RoomNews.Closed closed -> Codec.encode(new ServerMessage.RoomClosed(closed.reason()));
        };
    }

    @Override
    public String together(List<RoomNews.OfMember> news, int total) {
        List<UserShape> joined = new ArrayList<>();
        List<UserId> left = new ArrayList<>();
        List<UserShape> changed = new ArrayList<>();
        for (RoomNews.OfMember each : news) {
            switch (each) {
                case RoomNews.MemberJoined came -> joined.add(UserShape.of(came.member()));
                case RoomNews.MemberLeft went -> left.add(went.userId());
                case RoomNews.MemberChanged is -> changed.add(UserShape.of(is.member()));
            }
        }
        return Codec.encode(new ServerMessage.Users(joined, left, changed, total));
    }

    @Override
    public String presence(List<Member> members) {
        return Codec.encode(new ServerMessage.PresenceChanged(ServerMessage.Presence.of(members)));
    }

    @Override
    public String resync(Timeline timeline) {
        return Codec.encode(new ServerMessage.Resync(TimelineShape.of(timeline)));
    }

    private static ServerMessage control(RoomNews.ControlMoved moved) {
        ControlShape control = ControlShape.of(moved.control());
        return moved.asks() == null
                ? new ServerMessage.ControlChanged(control)
                : new ServerMessage.ControlRequested(UserShape.of(moved.asks()), control);
    }

    /** Whoever sees playback start, stop or change its pace sees by whom: twice is once too often for a large room. */
    private static String noted(Entry entry) {
        return switch (entry.deed()) {
            case PLAY, PAUSE, RATE -> NOTHING;
            case SEEK, SOURCE -> frame(entry);
            case ACCESS, INVITE, INVITE_REVOKED, INVITE_USED, SETTINGS, TRANSFER -> frame(entry);
            case CHAT_ON, CHAT_SLOW, CHAT_OFF, CHAT_DELETED -> frame(entry);
            case CONTROL_GRANTED, CONTROL_ENDED, MODERATOR, GUEST -> frame(entry);
            case MUTE, UNMUTE, KICK, BAN, UNBAN, UNDO, OTHER -> frame(entry);
        };
    }

    private static String frame(Entry entry) {
        return Codec.encode(new ServerMessage.Activity(ActivityShape.of(entry)));
    }

    private static ServerMessage reaction(RoomNews.Reacted reacted) {
        return new ServerMessage.Reaction(
                AuthorShape.of(reacted.from()),
                reacted.emoji(),
                Units.ms(reacted.serverUs()),
                Units.seconds(reacted.mediaUs()));
    }
}

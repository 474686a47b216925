package tutti.engine.room;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Air;
import tutti.engine.room.chat.ChatLog;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Timeline;

/**
 * All of an open room that outlives a restart. `owner` opened it, or was given it, and gets it back on return; `host` is whoever is host
 * now, and `hostName` the name they last came with.
 */
public record OpenRoom(
        DisplayName name,
        UserId owner,
        UserId host,
        @Nullable DisplayName hostName,
        Access access,
        boolean permanent,
        long createdAtMs,
        RoomSettings settings,
        Timeline timeline,
        ChatLog chat,
        Air air)
        implements RoomState {

    public OpenRoom {
        // Snapshots from before there were broadcasts have none.
        air = Objects.requireNonNullElse(air, Air.SILENT);
    }

    @Override
    public RoomState after(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Opened opened -> throw new IllegalStateException("an open room has no " + opened);
            case RoomEvent.PlaybackMoved moved ->
                with(timeline.moved(moved.by(), moved.reason(), moved.playback(), moved.held()));
            case RoomEvent.SourceChanged changed ->
                with(timeline.onto(
                        changed.by(), changed.source(), changed.reason(), changed.playback(), changed.held()));
            case RoomEvent.Said said -> with(chat.said(said.line()));
            case RoomEvent.SettingsChanged changed -> with(changed.settings());
            case RoomEvent.LineDeleted deleted -> with(chat.without(deleted.seq()));
            case RoomEvent.HostChanged changed -> withHost(changed.host(), changed.name());
            case RoomEvent.Transferred given -> withOwner(given.to(), given.name());
            case RoomEvent.BroadcastStarted started -> with(air.started(started.broadcast()));
            case RoomEvent.BroadcastInterrupted interrupted -> with(air.interrupted(interrupted.atUs()));
            case RoomEvent.BroadcastStopped stopped -> with(air.stopped());
            case RoomEvent.Closed closed -> new ClosedRoom(closed.reason());
        };
    }

    public Role roleOf(UserId user) {
        return user.equals(host) ? Role.HOST : Role.GUEST;
    }

    public Member member(Newcomer who) {
        return new Member(who.id(), who.name(), roleOf(who.id()), who.ready(), who.joinedAtMs());
    }

    public RoomView view(RoomId id, Presence<?> presence, long nowUs) {
        List<Member> members =
                presence.inOrderOfArrival().stream().map(this::member).toList();
        return new RoomView(
                id,
                name,
                host,
                createdAtMs,
                access,
                settings,
                timeline.settled(nowUs),
                air.broadcast(),
                members,
                chat.lines(),
                chat.kept());
    }

    private OpenRoom with(Timeline next) {
        return new OpenRoom(name, owner, host, hostName, access, permanent, createdAtMs, settings, next, chat, air);
    }

    private OpenRoom with(ChatLog next) {
        return new OpenRoom(name, owner, host, hostName, access, permanent, createdAtMs, settings, timeline, next, air);
    }

    private OpenRoom with(Air next) {
        return new OpenRoom(
                name, owner, host, hostName, access, permanent, createdAtMs, settings, timeline, chat, next);
    }

    private OpenRoom with(RoomSettings next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                access,
                permanent,
                createdAtMs,
                next,
                timeline,
                chat,
                air.at(next.playout()));
    }

    private OpenRoom withHost(UserId next, DisplayName nextName) {
        return new OpenRoom(name, owner, next, nextName, access, permanent, createdAtMs, settings, timeline, chat, air);
    }

    private OpenRoom withOwner(UserId next, DisplayName nextName) {
        return new OpenRoom(name, next, next, nextName, access, permanent, createdAtMs, settings, timeline, chat, air);
    }
}

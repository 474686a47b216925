package tutti.engine.room;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Air;
import tutti.engine.room.chat.ChatLog;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Order;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
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
        Air air,
        Order order,
        ActivityLog activity)
        implements RoomState, Owned {

    public OpenRoom {
        // Snapshots from before there were these have none.
        air = Objects.requireNonNullElse(air, Air.SILENT);
        order = Objects.requireNonNullElse(order, Order.AT_FIRST);
        activity = Objects.requireNonNullElse(activity, ActivityLog.EMPTY);
    }

    @Override
    public RoomState after(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Opened opened -> throw new IllegalStateException("an open room has no " + opened);
            case RoomEvent.PlaybackMoved moved ->
                with(timeline.moved(moved.by(), moved.reason(), moved.playback(), moved.held()))
                        .noting(moved.by(), deedOf(moved.reason()), moved.playback(), this);
            case RoomEvent.SourceChanged changed ->
                with(timeline.onto(
                                changed.by(), changed.source(), changed.reason(), changed.playback(), changed.held()))
                        .noting(changed.by(), Deed.SOURCE, changed.playback(), this);
            case RoomEvent.Said said -> with(chat.said(said.line()));
            case RoomEvent.SettingsChanged changed -> noting(changed).with(changed.settings());
            case RoomEvent.AccessChanged changed ->
                with(changed.access()).with(activity.noted(changed.by(), Deed.ACCESS, changed.atUs(), null));
            case RoomEvent.Ordered ordered -> with(order.after(ordered.what())).with(activity.noted(ordered.what()));
            case RoomEvent.LineDeleted deleted ->
                with(activity.noted(deleted.by(), Deed.CHAT_DELETED, chat.authorOf(deleted.seq()), deleted.atUs()))
                        .with(chat.without(deleted.seq()));
            case RoomEvent.HostChanged changed ->
                withHost(changed.host(), changed.name())
                        .with(activity.noted(changed.by(), Deed.TRANSFER, changed.host(), changed.atUs()));
            case RoomEvent.Transferred given ->
                withOwner(given.to(), given.name())
                        .with(activity.noted(given.by(), Deed.TRANSFER, given.to(), given.atUs()));
            case RoomEvent.BroadcastStarted started -> with(air.started(started.broadcast()));
            case RoomEvent.BroadcastInterrupted interrupted -> with(air.interrupted(interrupted.atUs()));
            case RoomEvent.BroadcastStopped stopped -> with(air.stopped());
            case RoomEvent.Closed closed -> new ClosedRoom(closed.reason());
        };
    }

    public Member member(Newcomer who) {
        return new Member(
                who.id(), who.name(), roleOf(who.id()), who.ready(), who.joinedAtMs(), order.isMuted(who.id()));
    }

    public RoomView view(RoomId id, Presence<?> presence, long nowUs) {
        List<Member> members =
                presence.inOrderOfArrival().stream().map(this::member).toList();
        return new RoomView(
                id,
                name,
                owner,
                host,
                createdAtMs,
                access,
                settings,
                timeline.settled(nowUs),
                air.broadcast(),
                members,
                chat.lines(),
                chat.kept(),
                order,
                activity);
    }

    /** `before` is this room before it. More that is learned of what plays, such as its duration, is nobody's deed. */
    private OpenRoom noting(@Nullable UserId by, @Nullable Deed deed, Playback to, OpenRoom before) {
        Source was = before.timeline.source();
        if (deed == null || by == null || (deed == Deed.SOURCE && was.sameMediaAs(timeline.source()))) {
            return this;
        }
        long atUs = to.baseServerUs();
        boolean undoable = (deed == Deed.SEEK || deed == Deed.SOURCE) && !was.equals(Source.NOTHING);
        Entry.Before there = undoable ? new Entry.Before(was, before.timeline.positionUs(atUs)) : null;
        return with(activity.noted(by, deed, atUs, there));
    }

    private OpenRoom noting(RoomEvent.SettingsChanged changed) {
        ActivityLog log = activity;
        for (Deed deed : settings.deedsTo(changed.settings())) {
            log = log.noted(changed.by(), deed, null, changed.atUs());
        }
        return with(log);
    }

    private static @Nullable Deed deedOf(Timeline.Reason reason) {
        return switch (reason) {
            case PLAY -> Deed.PLAY;
            case PAUSE -> Deed.PAUSE;
            case SEEK -> Deed.SEEK;
            case RATE -> Deed.RATE;
            case SOURCE -> Deed.SOURCE;
            case OPENED, WAITING -> null;
        };
    }

    private OpenRoom with(Access next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                next,
                permanent,
                createdAtMs,
                settings,
                timeline,
                chat,
                air,
                order,
                activity);
    }

    private OpenRoom with(Timeline next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                access,
                permanent,
                createdAtMs,
                settings,
                next,
                chat,
                air,
                order,
                activity);
    }

    private OpenRoom with(ChatLog next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                access,
                permanent,
                createdAtMs,
                settings,
                timeline,
                next,
                air,
                order,
                activity);
    }

    private OpenRoom with(Air next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                access,
                permanent,
                createdAtMs,
                settings,
                timeline,
                chat,
                next,
                order,
                activity);
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
                air.at(next.playout()),
                order,
                activity);
    }

    private OpenRoom with(Order next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                access,
                permanent,
                createdAtMs,
                settings,
                timeline,
                chat,
                air,
                next,
                activity);
    }

    private OpenRoom with(ActivityLog next) {
        return new OpenRoom(
                name,
                owner,
                host,
                hostName,
                access,
                permanent,
                createdAtMs,
                settings,
                timeline,
                chat,
                air,
                order,
                next);
    }

    private OpenRoom withHost(UserId next, DisplayName nextName) {
        return new OpenRoom(
                name,
                owner,
                next,
                nextName,
                access,
                permanent,
                createdAtMs,
                settings,
                timeline,
                chat,
                air,
                order,
                activity);
    }

    private OpenRoom withOwner(UserId next, DisplayName nextName) {
        return new OpenRoom(
                name,
                next,
                next,
                nextName,
                access,
                permanent,
                createdAtMs,
                settings,
                timeline,
                chat,
                air,
                order,
                activity);
    }
}

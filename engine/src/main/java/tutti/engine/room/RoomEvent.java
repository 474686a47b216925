package tutti.engine.room;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/**
 * What happened in a room and stays: the journal. The class names stand in it, so renaming or moving one makes old
 * journals unreadable; the golden files among the tests guard that.
 */
public sealed interface RoomEvent {
    /** On the events the list of rooms is made from, and on no others: a tag costs the journal dearly. */
    String DIRECTORY_TAG = "directory";

    /** What the list of rooms is made from. */
    sealed interface OfDirectory extends RoomEvent {}

    /** `chatKept` is the operator's figure of that day: a room keeps to it, so that its events always mean the same. */
    record Opened(NewRoom room, int chatKept, long atUs) implements OfDirectory {}

    /** `playback` holds from its `baseServerUs` on, `held` until then. */
    record PlaybackMoved(
            @Nullable UserId by,
            Timeline.Reason reason,
            Playback playback,
            @Nullable Playback held) implements RoomEvent {}

    record SourceChanged(
            UserId by,
            Source source,
            Timeline.Reason reason,
            Playback playback,
            @Nullable Playback held) implements OfDirectory {}

    record Said(ChatLine line) implements RoomEvent {}

    /** The line is gone from what the room keeps; its number stays taken. `atUs` is null before it was written down. */
    record LineDeleted(UserId by, long seq, @Nullable Long atUs) implements RoomEvent {}

    /** `atUs` is null before it was written down. */
    record SettingsChanged(
            UserId by, RoomSettings settings, @Nullable Long atUs) implements RoomEvent {}

    record AccessChanged(UserId by, Access access, long atUs) implements OfDirectory {}

    record Ordered(OrderEvent what) implements RoomEvent {}

    /** The room has another host, or the host another name. `by` is who stood in for the host and hands that on, then. */
    record HostChanged(
            UserId host,
            DisplayName name,
            @Nullable UserId by,
            @Nullable Long atUs) implements OfDirectory {
        /** It came about by itself. */
        public static HostChanged byItself(UserId host, DisplayName name) {
            return new HostChanged(host, name, null, null);
        }
    }

    /** The host gave the room away. Unlike after HostChanged, nobody but the new host gets it back. */
    record Transferred(
            UserId by,
            UserId to,
            DisplayName name,
            @Nullable Long atUs) implements OfDirectory {}

    /** Also on each resume: `broadcast` then keeps its id, and has another epoch. */
    record BroadcastStarted(Broadcast broadcast) implements OfDirectory {}

    /** Nothing comes from the host any more; for a while they may resume. */
    record BroadcastInterrupted(long atUs) implements RoomEvent {}

    record BroadcastStopped(BroadcastId broadcast, StopReason reason) implements OfDirectory {}

    record Closed(CloseReason reason, long atUs) implements OfDirectory {}
}

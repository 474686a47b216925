package tutti.engine.room;

import tutti.engine.room.broadcast.Air;
import tutti.engine.room.chat.ChatLog;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Order;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/** An id that nobody has opened a room with. */
public record UnopenedRoom() implements RoomState {
    @Override
    public RoomState after(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Opened opened -> opened(opened);
            // All that the journal keeps of a room that is over.
            case RoomEvent.Closed closed -> new ClosedRoom(closed.reason());
            case RoomEvent.AccessChanged early -> throw tooEarly(early);
            case RoomEvent.BroadcastInterrupted early -> throw tooEarly(early);
            case RoomEvent.BroadcastStarted early -> throw tooEarly(early);
            case RoomEvent.BroadcastStopped early -> throw tooEarly(early);
            case RoomEvent.HostChanged early -> throw tooEarly(early);
            case RoomEvent.LineDeleted early -> throw tooEarly(early);
            case RoomEvent.Ordered early -> throw tooEarly(early);
            case RoomEvent.PlaybackMoved early -> throw tooEarly(early);
            case RoomEvent.Said early -> throw tooEarly(early);
            case RoomEvent.SettingsChanged early -> throw tooEarly(early);
            case RoomEvent.SourceChanged early -> throw tooEarly(early);
            case RoomEvent.Transferred early -> throw tooEarly(early);
        };
    }

    private static IllegalStateException tooEarly(RoomEvent event) {
        return new IllegalStateException("a room that was never opened has no " + event);
    }

    private static OpenRoom opened(RoomEvent.Opened opened) {
        NewRoom room = opened.room();
        Source source = room.source() == null ? Source.NOTHING : room.source();
        Playback playback =
                room.permanent() ? Playback.playingFrom(0, opened.atUs()) : Playback.pausedAt(0, opened.atUs());
        return new OpenRoom(
                room.name(),
                room.host(),
                room.host(),
                null,
                room.access(),
                room.permanent(),
                Math.floorDiv(opened.atUs(), 1_000L),
                room.settings(),
                Timeline.opened(source, playback, room.host()),
                ChatLog.empty(opened.chatKept()),
                Air.SILENT,
                Order.AT_FIRST,
                ActivityLog.EMPTY);
    }
}

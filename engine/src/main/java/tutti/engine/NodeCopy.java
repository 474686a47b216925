package tutti.engine;

import tutti.engine.channel.RoomFigures;
import tutti.engine.room.RoomView;

/** A node's copy of a room, and what its members here report of their playback. */
public record NodeCopy(RoomView view, RoomFigures figures) {}

package tutti.engine.channel;

import tutti.engine.room.RoomView;

/** A node's copy of a room and the figures its members report, in the node's clock. */
public record Glance(RoomView view, RoomFigures figures) {}

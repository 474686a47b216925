package tutti.engine.room.broadcast;

public enum StopReason {
    HOST,
    HOST_LOST,
    ROOM_CLOSED
}

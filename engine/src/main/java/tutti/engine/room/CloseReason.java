package tutti.engine.room;

public enum CloseReason {
    HOST,
    EMPTY
}

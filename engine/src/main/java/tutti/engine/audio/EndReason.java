package tutti.engine.audio;

public enum EndReason {
    HOST,
    HOST_LOST,
    ROOM_CLOSED,
    /** A newer grant of the room: the host resumed, or there is another. Guests hear nothing of this end. */
    SUPERSEDED,
    /** The upload had too much in it that no honest host sends. */
    FAULTY
}

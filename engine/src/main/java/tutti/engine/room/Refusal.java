package tutti.engine.room;

/** A room, or the way to it, says no. The words are the protocol's codes and never change. */
public enum Refusal {
    ROOM_NOT_FOUND("room-not-found"),
    ROOM_FULL("room-full"),
    ROOM_CLOSED("room-closed"),
    NOT_JOINED("not-joined"),
    NOT_ALLOWED("not-allowed"),
    /** What was good once is not any more. */
    EXPIRED("expired"),
    MUTED("muted"),
    KICKED("kicked"),
    BANNED("banned"),
    WRONG_PASSWORD("wrong-password"),
    BAD_MESSAGE("bad-message"),
    RATE_LIMITED("rate-limited"),
    /** Try again: the room is moving, the journal is away or has no space, or this node holds all the rooms it may. */
    UNAVAILABLE("unavailable");

    private final String code;

    Refusal(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}

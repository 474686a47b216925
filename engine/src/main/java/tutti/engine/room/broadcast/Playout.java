package tutti.engine.room.broadcast;

/** How far behind the host its guests hear, as the room wants it. Who relays the sound may change it while it goes on. */
public enum Playout {
    LIVE(400),
    STABLE(5_000);

    private final int firstDelayMs;

    Playout(int firstDelayMs) {
        this.firstDelayMs = firstDelayMs;
    }

    public int firstDelayMs() {
        return firstDelayMs;
    }
}

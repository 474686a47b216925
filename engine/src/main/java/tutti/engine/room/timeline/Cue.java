package tutti.engine.room.timeline;

/** When a change was asked for, and how far ahead it is made so that everyone can make it together. */
public record Cue(long nowUs, long leadUs) {
    /** Even on one machine a frame needs a moment to be sent, parsed and acted upon. */
    static final long LEAD_MIN_US = 150_000;

    /** Who is further away than this comes late; nobody else should wait for it. */
    static final long LEAD_MAX_US = 1_000_000;

    /** A change travels half a round trip; the other half and this are for jitter and the player's own latency. */
    static final long SPARE_US = 100_000;

    /** `rttP95Us`: the round trip of the slow end of the room's people. */
    public static Cue ahead(long nowUs, long rttP95Us) {
        return new Cue(nowUs, Math.clamp(rttP95Us + SPARE_US, LEAD_MIN_US, LEAD_MAX_US));
    }
}

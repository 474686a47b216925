package tutti.engine.audio;

/** Why a frame of the host's went no further. */
public enum Drop {
    /** Not a frame at all, or not one packet. */
    MALFORMED(true),
    /** PCM where Opus was announced, or the other way round. */
    WRONG_KIND(true),
    WRONG_TIER(true),
    /** Its first byte or its size is not what was announced. */
    WRONG_PACKET(true),
    /** More messages than a host has reason to send. */
    TOO_MANY(true),
    /** Of an upload before this one: such are on their way when a host resumes. */
    OTHER_EPOCH(false),
    /** Not after the last of its tier, or too long after the other tiers'. */
    OLD(false),
    /** Captured when it cannot have been, by its number. */
    IMPLAUSIBLE(false),
    /** The origin has more than it gets through: the newest goes, for the host's next is newer still. */
    CROWDED(false);

    private final boolean fault;

    Drop(boolean fault) {
        this.fault = fault;
    }

    /** Whether no honest host sends such: a few a minute end the upload. */
    public boolean isFault() {
        return fault;
    }
}

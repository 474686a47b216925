package tutti.gateway.wire;

/** What a guest wants to hear: one tier, whichever the wire can carry, or nothing. */
public enum Quality {
    HIGH,
    MEDIUM,
    LOW,
    AUTO,
    OFF
}

package tutti.engine.audio;

/**
 * What one guest's player sees. `lateP95Ms` and `lateP99Ms`: how long after its capture a packet is at the ear if it is played
 * as soon as it can be, for 95 and 99 of 100: with decoding and what the device adds. So it is the playout delay that would
 * do. Five late ones of a hundred would be two holes a second. Frames tell when to hear a packet: capture is that less the
 * playout delay. `underruns`: how often sound was late so far, so that there was a hole.
 */
public record HearingReport(double lateP95Ms, double lateP99Ms, double driftMs, int underruns) {
    /** Figures of strangers: nothing may come of them that a guest could not be. */
    public HearingReport {
        if (!Double.isFinite(lateP95Ms) || !Double.isFinite(lateP99Ms) || !Double.isFinite(driftMs)) {
            throw new IllegalArgumentException("a report has numbers");
        }
    }
}

package tutti.engine.audio;

/**
 * What one guest's player sees. `lateP95Ms`: how long after its capture a packet is there to be played, for 95 and
 * `lateP99Ms` for 99 of 100: fifty packets a second make five late ones of a hundred a hole each second. Frames tell when to hear it, so capture is that less the playout delay.
 */
public record HearingReport(double lateP95Ms, double lateP99Ms, double driftMs, int underruns) {
    /** Figures of strangers: nothing may come of them that a guest could not be. */
    public HearingReport {
        if (!Double.isFinite(lateP95Ms) || !Double.isFinite(lateP99Ms) || !Double.isFinite(driftMs)) {
            throw new IllegalArgumentException("a report has numbers");
        }
    }
}

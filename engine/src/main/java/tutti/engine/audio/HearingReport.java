package tutti.engine.audio;

/**
 * What one guest's player sees. `lateP95Ms`: how long after its capture a packet is there to be played, for 95 of 100;
 * frames tell when to hear it, so capture is that less the playout delay.
 */
public record HearingReport(double lateP95Ms, double driftMs, int underruns) {
    /** Figures of strangers: nothing may come of them that a guest could not be. */
    public HearingReport {
        if (!Double.isFinite(lateP95Ms) || !Double.isFinite(driftMs)) {
            throw new IllegalArgumentException("a report has numbers");
        }
    }
}

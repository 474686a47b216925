package tutti.engine.audio;

import java.util.Arrays;

/**
 * When each packet was captured, by our clock. The host counts samples and its sound card's second is not ours: some
 * hundred parts in a million, a second in some hours. The packets that hurry most on their way show how the two drift, for
 * nothing that holds packets up makes one faster. What they show is followed slowly, so that nobody hears it.
 */
final class HostClock {
    /** 500 parts in a million: more than a sound card is off, less than an ear notices. */
    private static final double FOLLOWED_US_A_PACKET = 0.000_5 * SoundFormat.PACKET_US;

    private static final long SLOT_US = 2_000_000;

    /** The quickest of so long counts: a connection that was slow for less does not look like a drift. */
    private static final int SLOTS = 10;

    private static final double NONE = Double.POSITIVE_INFINITY;

    private final double[] leastLateUs = new double[SLOTS];
    private boolean begun;
    private long newestSeq;
    private double newestUs;
    private long slot;
    private long begunSlot;
    private double usualUs = NONE;

    /** `ptsUs`: when the host believes it captured it. It is believed for the first, and after a jump. */
    long capturedUs(long seq, long ptsUs, boolean jumped, long nowUs) {
        // The packet is whole only 20 ms after its first sample.
        long latestUs = nowUs - SoundFormat.PACKET_US;
        if (!begun || jumped) {
            begin(seq, Math.min(ptsUs, latestUs), nowUs);
        }
        if (seq > newestSeq) {
            newestUs += (seq - newestSeq) * SoundFormat.PACKET_US + correctionUs(seq - newestSeq);
            newestSeq = seq;
        }
        double capturedUs = newestUs + (seq - newestSeq) * SoundFormat.PACKET_US;
        observe(latestUs - capturedUs, nowUs);
        return Math.min(Math.round(capturedUs), latestUs);
    }

    private void begin(long seq, long capturedUs, long nowUs) {
        begun = true;
        newestSeq = seq;
        newestUs = capturedUs;
        Arrays.fill(leastLateUs, NONE);
        slot = Math.floorDiv(nowUs, SLOT_US);
        begunSlot = slot;
        usualUs = NONE;
    }

    private void observe(double lateUs, long nowUs) {
        long now = Math.floorDiv(nowUs, SLOT_US);
        for (long each = Math.max(slot + 1, now - SLOTS + 1); each <= now; each++) {
            leastLateUs[(int) Math.floorMod(each, (long) SLOTS)] = NONE;
        }
        slot = Math.max(slot, now);
        int at = (int) Math.floorMod(now, (long) SLOTS);
        leastLateUs[at] = Math.min(leastLateUs[at], lateUs);
        // In the first seconds it is learned how long the quickest are on their way.
        if (slot - begunSlot < 2) {
            usualUs = Math.min(usualUs, lateUs);
        }
    }

    private double correctionUs(long packets) {
        if (usualUs == NONE || slot - begunSlot < 2) {
            return 0;
        }
        double least = NONE;
        for (double each : leastLateUs) {
            least = Math.min(least, each);
        }
        // Nothing arrives before it was captured, whatever the host said at first.
        double errorUs = least == NONE ? 0 : least - Math.max(0, usualUs);
        double mostUs = FOLLOWED_US_A_PACKET * Math.min(packets, 50);
        double stepUs = Math.clamp(errorUs, -mostUs, mostUs);
        for (int each = 0; each < SLOTS; each++) {
            leastLateUs[each] -= stepUs;
        }
        return stepUs;
    }
}

package tutti.engine.audio;

import java.util.Arrays;

/**
 * When each packet was captured, by our clock. The host counts samples and its sound card's second is not ours: some
 * hundred parts in a million, a second in some hours. The packets that hurry most on their way show how the two drift, for
 * nothing that holds packets up makes one faster. What they show is followed slowly, so that nobody hears it. A host's own
 * word is taken for the first packet and after a jump, and not where what comes in belies it: guests would wait for sound
 * that is over, or not yet.
 */
final class HostClock {
    /** 500 parts in a million: more than a sound card is off, less than an ear notices. */
    private static final double FOLLOWED_US_A_PACKET = 0.000_5 * SoundFormat.PACKET_US;

    /** Nothing arrives before it was captured. By less than this it is followed slowly. */
    private static final long EARLY_US_MAX = 40_000;

    /** Later than this nobody hears it, and no page of ours keeps sound for so long: it is the clock that is wrong. */
    private static final long HELD_UP_US_MAX = 1_000_000;

    /** If for so long all of it is. */
    private static final long HELD_UP_FOR_US = 500_000;

    /** A connection that stood still brings what it held faster than sound goes by. */
    private static final long CATCHES_UP_US = 100_000;

    private static final long NEVER = Long.MIN_VALUE;

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
    private long heldUpSinceUs = NEVER;
    private double heldUpUs;
    private long disbelieved;

    /** `ptsUs`: when the host says it captured it. `delayUs`: how long after its capture sound is heard. */
    long capturedUs(long seq, long ptsUs, boolean jumped, long nowUs, long delayUs) {
        // The packet is whole only 20 ms after its first sample.
        long latestUs = nowUs - SoundFormat.PACKET_US;
        if (!begun || jumped) {
            listenToHost(seq, ptsUs, nowUs, delayUs);
        }
        if (seq > newestSeq) {
            newestUs += (seq - newestSeq) * SoundFormat.PACKET_US + correctionUs(seq - newestSeq);
            newestSeq = seq;
            if (isBelied(latestUs - newestUs, nowUs, delayUs)) {
                begin(seq, canBe(ptsUs, latestUs, delayUs) ? Math.min(ptsUs, latestUs) : latestUs, nowUs);
            }
        }
        double capturedUs = counted(seq);
        observe(latestUs - capturedUs, nowUs);
        return Math.min(Math.round(capturedUs), latestUs);
    }

    /** How often what came in was believed rather than the host. */
    long disbelieved() {
        return disbelieved;
    }

    /** After a jump either the host stood still, and its count is behind, or its clock was set, and its count is right. */
    private void listenToHost(long seq, long ptsUs, long nowUs, long delayUs) {
        long latestUs = nowUs - SoundFormat.PACKET_US;
        boolean canBe = canBe(ptsUs, latestUs, delayUs);
        double countedLateUs = latestUs - counted(seq);
        if (begun && countedLateUs >= -EARLY_US_MAX && countedLateUs < (canBe ? latestUs - ptsUs : delayUs)) {
            disbelieved++;
            return;
        }
        disbelieved += canBe ? 0 : 1;
        begin(seq, canBe ? Math.min(ptsUs, latestUs) : latestUs, nowUs);
    }

    /** Whether guests can hear by the host's word: it is neither of what is over, nor of what is still to come. */
    private static boolean canBe(long ptsUs, long latestUs, long delayUs) {
        return latestUs - ptsUs >= -EARLY_US_MAX && latestUs - ptsUs < delayUs;
    }

    private boolean isBelied(double lateUs, long nowUs, long delayUs) {
        if (lateUs < -EARLY_US_MAX) {
            return true;
        }
        if (lateUs < Math.max(delayUs, HELD_UP_US_MAX)) {
            heldUpSinceUs = NEVER;
            return false;
        }
        if (heldUpSinceUs == NEVER || lateUs < heldUpUs - CATCHES_UP_US) {
            heldUpSinceUs = nowUs;
            heldUpUs = lateUs;
        }
        boolean belied = nowUs - heldUpSinceUs >= HELD_UP_FOR_US;
        disbelieved += belied ? 1 : 0;
        return belied;
    }

    private double counted(long seq) {
        return newestUs + (seq - newestSeq) * SoundFormat.PACKET_US;
    }

    private void begin(long seq, long capturedUs, long nowUs) {
        begun = true;
        newestSeq = seq;
        newestUs = capturedUs;
        Arrays.fill(leastLateUs, NONE);
        slot = Math.floorDiv(nowUs, SLOT_US);
        begunSlot = slot;
        usualUs = NONE;
        heldUpSinceUs = NEVER;
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

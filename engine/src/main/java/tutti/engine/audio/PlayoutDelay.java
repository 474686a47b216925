package tutti.engine.audio;

import java.util.Arrays;

/**
 * From capture to ear, the same for everyone. Raised at once, for who hears holes hears them now, also by a single hole;
 * lowered so slowly that a guest's player follows without anyone noticing, and not below what any second of the last ten
 * minutes needed: machines stutter every few minutes, and each stutter would be heard. Below the first delay half an hour
 * counts, for there is more to lose than to win. One guest in twenty may be left behind, and from four guests on the one who is
 * worst off: that one takes a lower tier. Who is late in the lowest, however long the room waits, is not counted any more (see
 * {@link Ear}): such a player goes on relaxed, a little behind the others, rather than dragging the room.
 */
final class PlayoutDelay {
    static final int FIRST_MS = 400;
    static final int LEAST_MS = 250;
    static final int MOST_MS = 1_000;
    static final int STABLE_MS = 5_000;

    /**
     * For the one packet in a hundred that is later still. Decoding and the device are in what guests tell. With 20 ms two guests on a
     * machine that stutters had a hole a minute (`bench sound`).
     */
    private static final int RESERVE_MS = 60;

    private static final int LOWERED_MS_A_SECOND = 5;
    private static final int REMEMBERED_SECONDS = 600;
    private static final int REMEMBERED_BELOW_FIRST_SECONDS = 1_800;

    /** What another upload needed, if nobody needs it any more. */
    private static final int GONE_ON_WITH_SECONDS = 60;

    private final int[] neededMs = new int[REMEMBERED_BELOW_FIRST_SECONDS];
    private int second;
    private int nowMs;
    private boolean begun;
    private Latency latency;

    PlayoutDelay(Latency latency) {
        this.latency = latency;
        this.nowMs = firstMs(latency);
        Arrays.fill(neededMs, FIRST_MS);
    }

    /** From 5 s down to live step by step would take a quarter of an hour: here everyone jumps. */
    void choose(Latency chosen) {
        if (chosen != latency) {
            latency = chosen;
            begun = true;
            nowMs = firstMs(chosen);
            Arrays.fill(neededMs, FIRST_MS);
        }
    }

    int nowMs() {
        return nowMs;
    }

    /**
     * An upload that resumes another goes on with what its guests have: 400 ms would be holes for who needs more, and a jump
     * for all others. What is known here of what was before is that this was needed. The first who says so is believed.
     */
    void goOnWith(int ms) {
        if (!begun && latency == Latency.LIVE && ms >= LEAST_MS && ms <= MOST_MS) {
            begun = true;
            nowMs = ms;
            Arrays.fill(neededMs, Math.min(ms, FIRST_MS));
            // As if it was needed nine minutes ago: a host who loads the page anew now and then would keep the room up
            // for ever.
            int oldest = neededMs.length - REMEMBERED_SECONDS;
            Arrays.fill(neededMs, oldest, oldest + GONE_ON_WITH_SECONDS, ms);
        }
    }

    /** Once a second, with how late after their capture 99 of 100 packets reach each guest. */
    void hear(Spread lateness) {
        begun = true;
        if (latency == Latency.STABLE) {
            return;
        }
        // Where nobody says anything it is not raised: as when the host was gone, and the guests' figures are too old.
        neededMs[second] = lateness.isEmpty()
                ? Math.min(nowMs, FIRST_MS)
                : Math.clamp(lateness.usualMs() + RESERVE_MS, LEAST_MS, MOST_MS);
        second = (second + 1) % neededMs.length;
        int leastMs = Math.max(
                mostNeededMs(REMEMBERED_SECONDS), Math.min(mostNeededMs(REMEMBERED_BELOW_FIRST_SECONDS), FIRST_MS));
        nowMs = Math.max(leastMs, nowMs - LOWERED_MS_A_SECOND);
    }

    private int mostNeededMs(int seconds) {
        int mostMs = 0;
        for (int ago = 1; ago <= seconds; ago++) {
            mostMs = Math.max(mostMs, neededMs[Math.floorMod(second - ago, neededMs.length)]);
        }
        return mostMs;
    }

    private static int firstMs(Latency latency) {
        return latency == Latency.STABLE ? STABLE_MS : FIRST_MS;
    }
}

package tutti.engine.audio;

/** The tier one guest's connection takes: down fast, up after a clean while, and more carefully after each relapse. */
final class Adaptation {
    private static final long CLEAN_US = 20_000_000;
    private static final long CLEAN_US_MAX = 160_000_000;

    /** A queue that is full is full for many frames; one step is given time to help. */
    private static final long STEP_US = 1_000_000;

    /** One late report may be a hiccup. */
    private static final long LATE_TWICE_WITHIN_US = 3_000_000;

    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private Tier tier = Tier.HIGH;
    private long cleanSinceUs;
    private long wantedCleanUs = CLEAN_US;
    private long steppedUs = LONG_AGO;
    private long wentUpUs = LONG_AGO;
    private long lateUs = LONG_AGO;

    Adaptation(long nowUs) {
        cleanSinceUs = nowUs;
    }

    Tier tier() {
        return tier;
    }

    /** The guest's queue was full. True when the tier is another from now on. */
    boolean onFull(long nowUs) {
        return down(nowUs);
    }

    boolean onLate(long nowUs) {
        boolean again = nowUs - lateUs <= LATE_TWICE_WITHIN_US;
        lateUs = nowUs;
        cleanSinceUs = nowUs;
        return again && down(nowUs);
    }

    /** Asked each second. */
    boolean onClean(long nowUs) {
        if (nowUs - cleanSinceUs > CLEAN_US_MAX) {
            wantedCleanUs = CLEAN_US;
        }
        if (tier == Tier.HIGH || nowUs - cleanSinceUs < wantedCleanUs) {
            return false;
        }
        tier = tier.higher();
        steppedUs = nowUs;
        wentUpUs = nowUs;
        cleanSinceUs = nowUs;
        return true;
    }

    private boolean down(long nowUs) {
        cleanSinceUs = nowUs;
        if (tier == Tier.LOW || nowUs - steppedUs < STEP_US) {
            return false;
        }
        if (nowUs - wentUpUs < CLEAN_US) {
            wantedCleanUs = Math.min(2 * wantedCleanUs, CLEAN_US_MAX);
        }
        tier = tier.lower();
        steppedUs = nowUs;
        return true;
    }
}

package tutti.engine.room;

/**
 * How much of one kind a room takes of all its people together: each goes to everyone, so a hall of a thousand, or fifty who
 * mean harm, must not flood it. Evenly, not so many in each second: what comes in one moment is what delays the rest.
 */
public final class Flow {
    private final int atOnce;
    private final long oneMoreEachUs;
    /** When it takes `atOnce` again. */
    private long wholeAtUs = Long.MIN_VALUE;

    private Flow(int atOnce, long oneMoreEachUs) {
        this.atOnce = atOnce;
        this.oneMoreEachUs = oneMoreEachUs;
    }

    /** Twenty a second are more than anybody reads. */
    public static Flow ofLines() {
        return new Flow(20, 50_000);
    }

    /** Twenty-five a second fill any screen. */
    public static Flow ofReactions() {
        return new Flow(15, 40_000);
    }

    /** Ten a second who come, go and get ready are told one by one; of more everyone hears together. */
    public static Flow ofPresence() {
        return new Flow(20, 100_000);
    }

    /** If so, it counts. */
    public boolean takes(long nowUs) {
        long wholeUs = Math.max(nowUs, wholeAtUs) + oneMoreEachUs;
        if (wholeUs - nowUs > atOnce * oneMoreEachUs) {
            return false;
        }
        wholeAtUs = wholeUs;
        return true;
    }
}

package tutti.engine.audio;

/** Packets are counted in 32 bits on the wire and in 64 here, where nothing goes round. */
final class Serial {
    private static final long MASK = 0xFFFF_FFFFL;

    private Serial() {}

    /** Of all numbers that look like `wire`, the one nearest to `known`; of two as near, the one after it. */
    static long near(long known, long wire) {
        int ahead = (int) (wire - known);
        return known + (ahead == Integer.MIN_VALUE ? -(long) ahead : ahead);
    }

    static long wire(long seq) {
        return seq & MASK;
    }
}

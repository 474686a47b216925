package tutti.engine.room.chat;

/** How many reactions a room takes: each goes to everyone, so a hall of a thousand must not flood itself. */
public final class Applause {
    static final int A_SECOND_MAX = 50;
    private static final long SECOND_US = 1_000_000;

    private long secondBeganUs = Long.MIN_VALUE / 2;
    private int inThisSecond;

    public boolean takes(long nowUs) {
        if (nowUs - secondBeganUs >= SECOND_US) {
            secondBeganUs = nowUs;
            inThisSecond = 0;
        }
        if (inThisSecond >= A_SECOND_MAX) {
            return false;
        }
        inThisSecond++;
        return true;
    }
}

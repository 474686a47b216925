package tutti.gateway.wire;

import java.math.BigDecimal;

/** The engine counts microseconds; the protocol has media positions in seconds and instants in milliseconds. */
public final class Units {
    /** Decimal, because a double of today's epoch in ms would be written with an exponent. */
    public static BigDecimal ms(long us) {
        return BigDecimal.valueOf(us, 3).stripTrailingZeros();
    }

    public static BigDecimal seconds(long us) {
        return BigDecimal.valueOf(us, 6).stripTrailingZeros();
    }

    public static long us(double seconds) {
        return Math.round(seconds * 1_000_000);
    }

    private Units() {}
}

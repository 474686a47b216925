package tutti.engine.setting;

import java.time.Duration;

/** What a setting may be. Whoever set it otherwise is told so by the name they set it by, and nothing is started. */
public final class Bounds {
    private static final int PORT_MAX = 65_535;

    private Bounds() {}

    public static void atLeast(String name, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is at least " + least + ", not " + value);
        }
    }

    public static void within(String name, long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }

    public static void port(String name, int value) {
        within(name, 0, PORT_MAX, value);
    }

    public static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " is more than 0, not " + value.toMillis() + " ms");
        }
    }

    public static void within(String name, Duration least, Duration most, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + least.toMillis() + " to " + most.toMillis() + " ms, not " + value.toMillis());
        }
    }
}

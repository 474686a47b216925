package tutti.gateway.limit;

import com.typesafe.config.Config;
import java.util.function.Supplier;

/** So many at once, and so many a second in the long run. */
public record Limit(int burst, double perSecond) {
    public Limit {
        if (burst < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException("a limit has a burst of at least 1 and a rate above 0");
        }
    }

    public static Limit from(Config config, String key) {
        return named(key, () -> new Limit(config.getInt(key + ".burst"), config.getDouble(key + ".per-second")));
    }

    /** As {@link #from}, with sizes. */
    public static Limit ofBytes(Config config, String key) {
        return named(
                key,
                () -> new Limit(
                        (int) Math.min(Integer.MAX_VALUE, config.getBytes(key + ".burst")),
                        config.getBytes(key + ".per-second")));
    }

    private static Limit named(String key, Supplier<Limit> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("tutti.gateway.limits." + key + ": " + wrong.getMessage(), wrong);
        }
    }

    public Bucket full(long nowUs) {
        return new Bucket(burst, nowUs, true);
    }
}

package tutti.gateway.limit;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tutti.engine.clock.Clock;

/** One limit for each address, or for whatever else has a name. Addresses that were quiet long enough are forgotten. */
public final class AddressLimit {
    /** Past this the quiet ones are swept; a flood from more addresses than this is not for us to stop. */
    private static final int ADDRESSES_MAX = 20_000;

    private final Limit limit;
    private final Clock clock;
    /** Bounded by the sweep. */
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    public AddressLimit(Limit limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Empty when it is allowed, and counted; else the seconds to wait. */
    public OptionalLong take(String address) {
        long nowUs = clock.nowUs();
        sweep(nowUs);
        Bucket left = buckets.compute(
                address, (same, before) -> (before == null ? limit.full(nowUs) : before).take(limit, nowUs));
        return left.granted() ? OptionalLong.empty() : OptionalLong.of(left.secondsToNext(limit));
    }

    /** As {@link #take}, but takes nothing. */
    public OptionalLong secondsToNext(String address) {
        Bucket before = buckets.get(address);
        if (before == null) {
            return OptionalLong.empty();
        }
        Bucket left = before.at(limit, clock.nowUs());
        return left.granted() ? OptionalLong.empty() : OptionalLong.of(left.secondsToNext(limit));
    }

    /** Counted even where nothing is left, so that many at once do not come cheaper than one after the other. */
    public void charge(String address) {
        long nowUs = clock.nowUs();
        sweep(nowUs);
        buckets.compute(address, (same, before) -> (before == null ? limit.full(nowUs) : before).charge(limit, nowUs));
    }

    private void sweep(long nowUs) {
        if (buckets.size() > ADDRESSES_MAX) {
            buckets.values().removeIf(bucket -> bucket.isFull(limit, nowUs));
        }
    }

    /** What was taken last was none of what is counted. */
    public void giveBack(String address) {
        buckets.computeIfPresent(address, (same, bucket) -> bucket.withOneMore(limit));
    }
}

package tutti.gateway.limit;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;

/**
 * One limit for each address, or for whatever else has a name. Those are remembered that came last: whoever has so many addresses
 * that others are forgotten for them has as many bursts anyway.
 */
public final class AddressLimit {
    /** Twice as many are remembered at most. Nothing is looked through: a flood would have that done for each request. */
    private static final int RECENT_MAX = 10_000;

    private final Limit limit;
    private final Clock clock;
    private volatile Remembered remembered = new Remembered(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    /** `recent` is bounded by {@link #makeRoom}, and what was recent before it is `older`, where nothing is added any more. */
    private record Remembered(ConcurrentMap<String, Bucket> recent, ConcurrentMap<String, Bucket> older) {
        @Nullable
        Bucket of(String address) {
            Bucket found = recent.get(address);
            return found == null ? older.get(address) : found;
        }
    }

    public AddressLimit(Limit limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Empty when it is allowed, and counted; else the seconds to wait. */
    public OptionalLong take(String address) {
        long nowUs = clock.nowUs();
        Bucket left = changed(address, nowUs, bucket -> bucket.take(limit, nowUs));
        return left.granted() ? OptionalLong.empty() : OptionalLong.of(left.secondsToNext(limit));
    }

    /** As {@link #take}, but takes nothing. */
    public OptionalLong secondsToNext(String address) {
        Bucket before = remembered.of(address);
        if (before == null) {
            return OptionalLong.empty();
        }
        Bucket left = before.at(limit, clock.nowUs());
        return left.granted() ? OptionalLong.empty() : OptionalLong.of(left.secondsToNext(limit));
    }

    /** Counted even where nothing is left, so that many at once do not come cheaper than one after the other. */
    public void charge(String address) {
        charge(address, 1);
    }

    public void charge(String address, int size) {
        long nowUs = clock.nowUs();
        changed(address, nowUs, bucket -> bucket.charge(limit, nowUs, size));
    }

    /** What was taken last was none of what is counted. */
    public void giveBack(String address) {
        if (remembered.of(address) != null) {
            changed(address, clock.nowUs(), bucket -> bucket.withOneMore(limit));
        }
    }

    int remembered() {
        Remembered now = remembered;
        return now.recent().size() + now.older().size();
    }

    private Bucket changed(String address, long nowUs, UnaryOperator<Bucket> change) {
        Remembered now = makeRoom();
        return now.recent().compute(address, (same, recent) -> {
            Bucket before = recent == null ? now.older().get(address) : recent;
            return change.apply(before == null ? limit.full(nowUs) : before);
        });
    }

    /** Two at once may do it twice, and an address be given a new burst for it: that is all that can go wrong. */
    private Remembered makeRoom() {
        Remembered now = remembered;
        if (now.recent().size() < RECENT_MAX) {
            return now;
        }
        Remembered next = new Remembered(new ConcurrentHashMap<>(), now.recent());
        remembered = next;
        return next;
    }
}

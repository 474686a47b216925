package tutti.gateway.limit;

/** A {@link Limit} at work for one owner, which alone uses it. */
public final class Meter {
    private final Limit limit;
    private Bucket bucket;

    public Meter(Limit limit, long nowUs) {
        this.limit = limit;
        bucket = limit.full(nowUs);
    }

    /** False when there is nothing left. */
    public boolean take(long nowUs) {
        bucket = bucket.take(limit, nowUs);
        return bucket.granted();
    }

    /** Of a size: false when there is less left. */
    public boolean take(long nowUs, int size) {
        bucket = bucket.take(limit, nowUs, size);
        return bucket.granted();
    }

    /** After a no: until there will be so much. */
    public long waitMs(int size) {
        return bucket.msTo(limit, size);
    }

    /** After a no: until there will be something again. */
    public long waitMs() {
        return bucket.msToNext(limit);
    }
}

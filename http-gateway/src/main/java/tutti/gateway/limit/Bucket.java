package tutti.gateway.limit;

/** What is left of a {@link Limit}: a token bucket as a value. `granted` is the answer to the last one who took from it. */
public record Bucket(double tokens, long atUs, boolean granted) {
    public Bucket take(Limit limit, long nowUs) {
        return take(limit, nowUs, 1);
    }

    /** Of a size: bytes, say. */
    Bucket take(Limit limit, long nowUs, int size) {
        double held = held(limit, nowUs);
        return held < size ? new Bucket(held, nowUs, false) : new Bucket(held - size, nowUs, true);
    }

    /** Taken all the same when there is none: what is owed has to come back first, and is a burst at most. */
    Bucket charge(Limit limit, long nowUs, int size) {
        return new Bucket(Math.max(held(limit, nowUs) - size, -limit.burst()), nowUs, true);
    }

    Bucket at(Limit limit, long nowUs) {
        double held = held(limit, nowUs);
        return new Bucket(held, nowUs, held >= 1);
    }

    Bucket withOneMore(Limit limit) {
        return new Bucket(Math.min(limit.burst(), tokens + 1), atUs, granted);
    }

    long msTo(Limit limit, int size) {
        return Math.max(1, (long) Math.ceil((size - tokens) * 1_000 / limit.perSecond()));
    }

    public boolean isFull(Limit limit, long nowUs) {
        return held(limit, nowUs) >= limit.burst();
    }

    public long secondsToNext(Limit limit) {
        return Math.max(1, (long) Math.ceil((1 - tokens) / limit.perSecond()));
    }

    public long msToNext(Limit limit) {
        return msTo(limit, 1);
    }

    private double held(Limit limit, long nowUs) {
        double earned = Math.max(0, nowUs - atUs) * limit.perSecond() / 1e6;
        return Math.min(limit.burst(), tokens + earned);
    }
}

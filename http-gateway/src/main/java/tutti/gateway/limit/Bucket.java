package tutti.gateway.limit;

/** What is left of a {@link Limit}: a token bucket as a value. `granted` is the answer to the last one who took from it. */
public record Bucket(double tokens, long atUs, boolean granted) {
    public Bucket take(Limit limit, long nowUs) {
        double held = held(limit, nowUs);
        return held < 1 ? new Bucket(held, nowUs, false) : new Bucket(held - 1, nowUs, true);
    }

    Bucket withOneMore(Limit limit) {
        return new Bucket(Math.min(limit.burst(), tokens + 1), atUs, granted);
    }

    public boolean isFull(Limit limit, long nowUs) {
        return held(limit, nowUs) >= limit.burst();
    }

    public long secondsToNext(Limit limit) {
        return Math.max(1, (long) Math.ceil((1 - tokens) / limit.perSecond()));
    }

    public long msToNext(Limit limit) {
        return Math.max(1, (long) Math.ceil((1 - tokens) * 1_000 / limit.perSecond()));
    }

    private double held(Limit limit, long nowUs) {
        double earned = Math.max(0, nowUs - atUs) * limit.perSecond() / 1e6;
        return Math.min(limit.burst(), tokens + earned);
    }
}

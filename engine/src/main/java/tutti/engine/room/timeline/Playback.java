package tutti.engine.room.timeline;

/** Where playback stands: at `baseServerUs` the media is at `baseMediaUs`, and goes on at `rate` if it plays. */
public record Playback(boolean isPlaying, long baseMediaUs, long baseServerUs, double rate) {
    public static final double RATE_MIN = 0.25;
    public static final double RATE_MAX = 2;

    public static Playback pausedAt(long mediaUs, long serverUs) {
        return new Playback(false, mediaUs, serverUs, 1);
    }

    public static Playback playingFrom(long mediaUs, long serverUs) {
        return new Playback(true, mediaUs, serverUs, 1);
    }

    /** As if the media had no end; the source knows where that is. Before its base, a playback stands still. */
    public long mediaUs(long nowUs) {
        if (!isPlaying || nowUs <= baseServerUs) {
            return baseMediaUs;
        }
        return baseMediaUs + Math.round((nowUs - baseServerUs) * rate);
    }

    Playback movedTo(long mediaUs, long serverUs) {
        return new Playback(isPlaying, mediaUs, serverUs, rate);
    }

    Playback later(long us) {
        return movedTo(baseMediaUs, baseServerUs + us);
    }

    Playback atRate(double newRate) {
        return new Playback(isPlaying, baseMediaUs, baseServerUs, newRate);
    }

    Playback playing(boolean plays) {
        return new Playback(plays, baseMediaUs, baseServerUs, rate);
    }
}

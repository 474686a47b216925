package tutti.engine.channel;

import org.jspecify.annotations.Nullable;

/** One channel's copy of its room, where any thread may read it. Written by the channel alone. */
final class Showcase {
    private volatile @Nullable Glance glance;
    private volatile long lastReadUs;

    Showcase(long nowUs) {
        lastReadUs = nowUs;
    }

    /** Null until the room has told us. */
    @Nullable
    Glance read(long nowUs) {
        lastReadUs = nowUs;
        return glance;
    }

    void show(Glance glance) {
        this.glance = glance;
    }

    void clear() {
        glance = null;
    }

    long lastReadUs() {
        return lastReadUs;
    }
}

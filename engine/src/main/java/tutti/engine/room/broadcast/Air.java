package tutti.engine.room.broadcast;

import org.jspecify.annotations.Nullable;

/** What is on the air in a room: one broadcast or none. `lastEpoch` was granted last; whatever comes later has a later one. */
public record Air(long lastEpoch, @Nullable Broadcast broadcast) {
    public static final Air SILENT = new Air(0, null);

    public long nextEpoch() {
        return lastEpoch >= Broadcast.EPOCH_MAX ? 1 : lastEpoch + 1;
    }

    public Air started(Broadcast next) {
        return new Air(next.epoch(), next);
    }

    public Air interrupted(long atUs) {
        return broadcast == null ? this : new Air(lastEpoch, broadcast.waiting(atUs));
    }

    public Air at(Playout playout) {
        return broadcast == null ? this : new Air(lastEpoch, broadcast.at(playout));
    }

    public Air stopped() {
        return new Air(lastEpoch, null);
    }
}

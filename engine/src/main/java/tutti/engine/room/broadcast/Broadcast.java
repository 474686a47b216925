package tutti.engine.room.broadcast;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.UserId;

/**
 * A host's live sound, as the room knows it: that it is there, and from which node it comes. `epoch` is another after each
 * resume; `origin` is the address of the node the host sends to. `waitsSinceUs`: nothing comes since then, and the host may
 * resume.
 */
public record Broadcast(
        BroadcastId id,
        long epoch,
        UserId host,
        Feed feed,
        Playout playout,
        String origin,
        long startedAtUs,
        @Nullable Long waitsSinceUs) {
    /** It is an unsigned number of 32 bits in every frame of sound. */
    public static final long EPOCH_MAX = 0xFFFF_FFFFL;

    public Broadcast {
        if (epoch < 1 || epoch > EPOCH_MAX) {
            throw new IllegalArgumentException("an epoch is 1 to " + EPOCH_MAX + ", not " + epoch);
        }
    }

    public Grant grant() {
        return new Grant(id, epoch, playout);
    }

    public Broadcast resumed(long nextEpoch, Feed nextFeed, String nextOrigin) {
        return new Broadcast(id, nextEpoch, host, nextFeed, playout, nextOrigin, startedAtUs, null);
    }

    /** While it goes on, its host's node sees to it that the guests follow. */
    public Broadcast at(Playout next) {
        return new Broadcast(id, epoch, host, feed, next, origin, startedAtUs, waitsSinceUs);
    }

    public Broadcast waiting(long sinceUs) {
        return at(startedAtUs, sinceUs);
    }

    /** The same on a clock that is `offsetUs` behind. */
    public Broadcast earlier(long offsetUs) {
        return offsetUs == 0
                ? this
                : at(startedAtUs - offsetUs, waitsSinceUs == null ? null : Long.valueOf(waitsSinceUs - offsetUs));
    }

    private Broadcast at(long startedAtUs, @Nullable Long waitsSinceUs) {
        return new Broadcast(id, epoch, host, feed, playout, origin, startedAtUs, waitsSinceUs);
    }
}

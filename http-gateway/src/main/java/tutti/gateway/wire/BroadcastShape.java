package tutti.gateway.wire;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;

/** `tiers` are those a guest may be sent; `playoutDelayMs` is what the room wants. */
public record BroadcastShape(
        BroadcastId broadcastId,
        long epoch,
        UserId hostId,
        Feed.Codec codec,
        int sampleRate,
        int channels,
        List<Integer> tiers,
        int playoutDelayMs,
        BigDecimal startedAt,
        @Nullable BigDecimal waitsSinceServerTime) {
    /** 128, 64 and 32 kbit/s of Opus, whatever the host sends: what it does not send is made of what it does. */
    private static final List<Integer> TIERS = List.of(0, 1, 2);

    public static BroadcastShape of(Broadcast broadcast) {
        Feed feed = broadcast.feed();
        return new BroadcastShape(
                broadcast.id(),
                broadcast.epoch(),
                broadcast.host(),
                feed.codec(),
                feed.sampleRate(),
                feed.channels(),
                TIERS,
                broadcast.playout().firstDelayMs(),
                Units.ms(broadcast.startedAtUs()),
                broadcast.waitsSinceUs() == null ? null : Units.ms(broadcast.waitsSinceUs()));
    }
}

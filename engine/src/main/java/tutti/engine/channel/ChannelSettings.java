package tutti.engine.channel;

import com.typesafe.config.Config;
import java.time.Duration;

/** `tutti.engine.channel` of the configuration; `lookWithin` is the engine's ask timeout. */
public record ChannelSettings(
        int roomsMax,
        Duration beatEvery,
        Duration enterWithin,
        Duration linger,
        Duration memberLinger,
        Duration settleWithin,
        Duration resyncEvery,
        int thinAbove,
        Duration thinEvery,
        Duration lookWithin) {
    public ChannelSettings {
        if (roomsMax < 1) {
            throw new IllegalArgumentException("tutti.engine.channel.rooms-max must be at least 1, is " + roomsMax);
        }
        if (!beatEvery.isPositive()) {
            throw new IllegalArgumentException("tutti.engine.channel.beat-every must be more than 0");
        }
    }

    /** From `tutti.engine`. */
    public static ChannelSettings from(Config engine, Duration lookWithin) {
        Config channel = engine.getConfig("channel");
        return new ChannelSettings(
                channel.getInt("rooms-max"),
                channel.getDuration("beat-every"),
                channel.getDuration("enter-within"),
                channel.getDuration("linger"),
                channel.getDuration("member-linger"),
                channel.getDuration("settle-within"),
                channel.getDuration("resync-every"),
                channel.getInt("thin-above"),
                channel.getDuration("thin-every"),
                lookWithin);
    }
}

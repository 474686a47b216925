package tutti.engine.channel;

import com.typesafe.config.Config;
import java.time.Duration;
import tutti.engine.setting.Bounds;

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
        Bounds.atLeast("TUTTI_ROOMS_MAX", 1, roomsMax);
        Bounds.positive("tutti.engine.channel.beat-every", beatEvery);
        Bounds.positive("tutti.engine.channel.enter-within", enterWithin);
        Bounds.positive("tutti.engine.channel.resync-every", resyncEvery);
        Bounds.positive("tutti.engine.channel.thin-every", thinEvery);
        Bounds.positive("TUTTI_ASK_TIMEOUT", lookWithin);
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

package tutti.engine;

import com.typesafe.config.Config;
import java.time.Duration;
import tutti.engine.channel.ChannelSettings;
import tutti.engine.cluster.ClusterSettings;
import tutti.engine.directory.DirectorySettings;
import tutti.engine.journal.JdbcSettings;
import tutti.engine.room.RoomLimits;

/** `tutti.engine` of the configuration. */
public record EngineSettings(
        RoomLimits rooms,
        ChannelSettings channels,
        DirectorySettings directory,
        JdbcSettings jdbc,
        ClusterSettings cluster,
        Duration askTimeout,
        Duration clockAhead) {

    public static EngineSettings from(Config config) {
        Config engine = config.getConfig("tutti.engine");
        Duration askTimeout = engine.getDuration("ask-timeout");
        return new EngineSettings(
                new RoomLimits(
                        engine.getInt("members-max"),
                        engine.getInt("chat-kept"),
                        engine.getDuration("host-grace"),
                        engine.getDuration("broadcast-grace"),
                        engine.getDuration("ready-wait"),
                        engine.getDuration("channel-lost-after")),
                ChannelSettings.from(engine, askTimeout),
                DirectorySettings.from(engine.getConfig("directory")),
                JdbcSettings.from(engine),
                ClusterSettings.from(engine.getConfig("cluster")),
                askTimeout,
                engine.getDuration("clock-ahead"));
    }
}

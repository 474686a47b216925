package tutti.engine;

import com.typesafe.config.Config;
import java.time.Duration;
import tutti.engine.audio.opus.TranscodingSettings;
import tutti.engine.channel.ChannelSettings;
import tutti.engine.cluster.ClusterSettings;
import tutti.engine.directory.DirectorySettings;
import tutti.engine.journal.JdbcSettings;
import tutti.engine.room.RoomLimits;
import tutti.engine.setting.Bounds;

/** `tutti.engine` of the configuration. */
public record EngineSettings(
        RoomLimits rooms,
        ChannelSettings channels,
        DirectorySettings directory,
        JdbcSettings jdbc,
        ClusterSettings cluster,
        TranscodingSettings transcoding,
        Duration askTimeout,
        Duration clockAhead) {

    public EngineSettings {
        if (cluster.findsOthers() && !jdbc.isShared()) {
            throw new IllegalArgumentException("several nodes need one database that all of them reach: set"
                    + " TUTTI_JDBC_URL to a PostgreSQL, or TUTTI_CLUSTER_DISCOVERY to none");
        }
        if (cluster.findsOthers() && rooms.membersMax() > RoomLimits.MEMBERS_MOST_OF_NODES) {
            throw new IllegalArgumentException("where there are several nodes TUTTI_MEMBERS_MAX is at most "
                    + RoomLimits.MEMBERS_MOST_OF_NODES + ", not " + rooms.membersMax());
        }
        // One beat may get lost, and a room looks once a second.
        Duration leastPatience = channels.beatEvery().multipliedBy(2).plusSeconds(1);
        if (rooms.channelLostAfter().compareTo(leastPatience) < 0) {
            throw new IllegalArgumentException("rooms would throw out people who are there: with"
                    + " tutti.engine.channel.beat-every at "
                    + channels.beatEvery().toMillis()
                    + " ms TUTTI_CHANNEL_LOST_AFTER is at least " + leastPatience.toMillis() + " ms, not "
                    + rooms.channelLostAfter().toMillis());
        }
    }

    /** False for a node that is a cluster of its own. */
    public boolean findsOthers() {
        return cluster.findsOthers();
    }

    public static EngineSettings from(Config config) {
        Config engine = config.getConfig("tutti.engine");
        // Pekko reads these by itself.
        Bounds.atLeast("TUTTI_ROOMS_AWAKE_MAX", 1, engine.getInt("rooms-awake-max"));
        Bounds.atLeast("TUTTI_TRANSCODING_THREADS", 1, engine.getInt("transcoding.threads"));
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
                TranscodingSettings.from(engine),
                askTimeout,
                engine.getDuration("clock-ahead"));
    }
}

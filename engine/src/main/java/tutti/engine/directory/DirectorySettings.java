package tutti.engine.directory;

import com.typesafe.config.Config;
import java.time.Duration;

/** `tutti.engine.directory` of the configuration. */
public record DirectorySettings(
        Duration occupancyEvery,
        Duration occupancyRefresh,
        Duration occupancyStaleAfter,
        Duration emptyRoomTtl,
        Duration caretakerEvery) {
    public DirectorySettings {
        if (occupancyStaleAfter.compareTo(occupancyRefresh) <= 0) {
            throw new IllegalArgumentException(
                    "tutti.engine.directory.occupancy-stale-after must be longer than occupancy-refresh");
        }
    }

    public static DirectorySettings from(Config directory) {
        return new DirectorySettings(
                directory.getDuration("occupancy-every"),
                directory.getDuration("occupancy-refresh"),
                directory.getDuration("occupancy-stale-after"),
                directory.getDuration("empty-room-ttl"),
                directory.getDuration("caretaker-every"));
    }
}

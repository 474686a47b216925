package tutti.engine.directory;

import com.typesafe.config.Config;
import java.time.Duration;
import tutti.engine.setting.Bounds;

/** `tutti.engine.directory` of the configuration. */
public record DirectorySettings(
        Duration occupancyEvery,
        Duration occupancyRefresh,
        Duration occupancyStaleAfter,
        Duration emptyRoomTtl,
        Duration caretakerEvery) {
    public DirectorySettings {
        Bounds.positive("tutti.engine.directory.occupancy-every", occupancyEvery);
        Bounds.positive("tutti.engine.directory.occupancy-refresh", occupancyRefresh);
        Bounds.positive("TUTTI_EMPTY_ROOM_TTL", emptyRoomTtl);
        Bounds.positive("tutti.engine.directory.caretaker-every", caretakerEvery);
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

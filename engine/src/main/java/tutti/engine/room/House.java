package tutti.engine.room;

import java.util.function.BooleanSupplier;
import tutti.engine.clock.Clock;

/**
 * What the rooms of a node have in common. `hasPaper`: whether events can be written down at the moment. It is asked on the
 * room's thread and never blocks; rooms refuse what would need paper while there is none.
 */
public record House(RoomLimits limits, Clock clock, Occupancy occupancy, BooleanSupplier hasPaper) {}

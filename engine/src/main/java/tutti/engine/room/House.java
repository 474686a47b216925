package tutti.engine.room;

import java.util.function.BooleanSupplier;
import tutti.engine.clock.Clock;

/**
 * What the rooms of a node have in common. Both questions are asked on the room's thread and never block.
 *
 * <ul>
 *   <li>`hasPaper`: whether events can be written down at the moment; rooms refuse what would need paper while there is none.
 *   <li>`mayDecide`: false while most of the other nodes are out of sight, for they may be giving a room to one of theirs;
 *       then rooms refuse all that they are asked.
 * </ul>
 */
public record House(
        RoomLimits limits, Clock clock, Occupancy occupancy, BooleanSupplier hasPaper, BooleanSupplier mayDecide) {}

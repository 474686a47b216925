package tutti.engine.room;

import java.util.function.BooleanSupplier;
import tutti.engine.clock.Clock;

/**
 * What a room finds on the node it is on. It decides nothing while `mayDecide` is false: most of the other nodes are out of
 * sight then, and may be giving this room to one of theirs.
 */
public record Premises(RoomLimits limits, Clock clock, Occupancy occupancy, BooleanSupplier mayDecide) {}

package tutti.engine.audio;

import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;

/**
 * A room lets one host be heard. `epoch` grows with each grant of a room, and the highest wins wherever nodes disagree.
 * `origin` is the address of the node that has the host's upload: {@link Broadcasts#here} there.
 */
public record Grant(RoomId room, BroadcastId broadcast, long epoch, String origin) {
    boolean isAfter(Grant other) {
        return epoch > other.epoch;
    }
}

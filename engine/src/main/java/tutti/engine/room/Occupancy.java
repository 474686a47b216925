package tutti.engine.room;

import tutti.engine.id.RoomId;

/** The way from the rooms of a node to whoever keeps the list of them. */
@FunctionalInterface
public interface Occupancy {
    /**
     * So many people are in the room now, its host included. Said at every change, and again every ten seconds while
     * anybody is there; the listener writes as seldom as it likes, and never blocks.
     */
    void changed(RoomId room, int memberCount);

    /** The room is not on this node any more. Whoever is in it, another node's room says. */
    default void gone(RoomId room) {}
}

package tutti.engine.room;

/** A room as its events made it. */
public sealed interface RoomState permits UnopenedRoom, OpenRoom, ClosedRoom {
    /** Throws when the event cannot have happened to such a room: the journal is not one this code wrote. */
    RoomState after(RoomEvent event);
}

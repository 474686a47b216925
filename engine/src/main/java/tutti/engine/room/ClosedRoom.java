package tutti.engine.room;

/** What is left of a room: that it was there. Its chat and its people's names are gone. */
public record ClosedRoom(CloseReason reason) implements RoomState {
    @Override
    public RoomState after(RoomEvent event) {
        throw new IllegalStateException("a closed room has no " + event);
    }
}

package tutti.engine.room;

/** Who may find and enter a room. */
public record Access(boolean listed) {
    public static final Access LISTED = new Access(true);
}

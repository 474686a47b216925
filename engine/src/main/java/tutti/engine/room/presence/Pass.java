package tutti.engine.room.presence;

/** What somebody showed at the door, as the edge has checked it. */
public enum Pass {
    /** The link alone. */
    NOTHING,
    PASSWORD,
    /** They were let in before, or invited. */
    TOKEN
}

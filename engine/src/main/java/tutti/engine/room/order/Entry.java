package tutti.engine.room.order;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.timeline.Source;

/** Who did what, to whom. `before` is what an undo goes back to; an entry that cannot be undone has none. */
public record Entry(
        long number,
        @Nullable UserId by,
        Deed deed,
        @Nullable UserId about,
        long atUs,
        @Nullable Before before) {

    static final long ONE_DRAG_US = 2_000_000;

    /** What was played, and where it stood. */
    public record Before(Source source, long mediaUs) {
        static final Before OUT = new Before(Source.NOTHING, 0);
    }

    public boolean undoable() {
        return before != null;
    }

    Entry done() {
        return new Entry(number, by, deed, about, atUs, null);
    }

    public Entry earlier(long us) {
        return new Entry(number, by, deed, about, atUs - us, before);
    }

    /** Dragging the seek bar is one deed: an undo goes back to where it began. */
    boolean isOneDragWith(@Nullable UserId nextBy, long nextAtUs) {
        return deed == Deed.SEEK && undoable() && Objects.equals(by, nextBy) && nextAtUs - atUs < ONE_DRAG_US;
    }

    boolean movesPlayback() {
        return deed == Deed.SEEK || deed == Deed.SOURCE;
    }
}

package tutti.engine.room.timeline;

import org.jspecify.annotations.Nullable;

/**
 * When somebody takes the timeline of that version to begin, as a `baseServerUs` of the one clock it is told in; it may be
 * `errorUs` off, as well as they know that clock.
 */
public record Anchor(long version, long baseServerUs, long errorUs) {
    /** Of two the surer one. What is of another version than the timeline's says nothing: they missed the last change. */
    public static @Nullable Anchor better(@Nullable Anchor one, @Nullable Anchor other, long version) {
        if (other == null || other.version != version) {
            return one;
        }
        return one == null || one.version != version || other.errorUs < one.errorUs ? other : one;
    }
}

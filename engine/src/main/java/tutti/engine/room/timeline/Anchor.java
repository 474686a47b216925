package tutti.engine.room.timeline;

/**
 * When somebody takes the timeline of that version to begin, as a `baseServerUs` of the one clock it is told in; it may be
 * `errorUs` off, as well as they know that clock.
 */
public record Anchor(long version, long baseServerUs, long errorUs) {}

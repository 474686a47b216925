package tutti.engine.audio;

/** What a room wants of its sound: soon, or without a hole on any network. */
public enum Latency {
    LIVE,
    STABLE
}

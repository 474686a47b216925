package tutti.engine.audio;

sealed interface NodeCommand permits FromOrigin, Hearing, NodeCommand.Moved, NodeCommand.Tick {
    /** The sound is there now. Told some times of each grant. */
    record Moved(Grant grant) implements NodeCommand {}

    enum Tick implements NodeCommand {
        BEAT,
        CLOCK,
        STALL,
        STOP
    }
}

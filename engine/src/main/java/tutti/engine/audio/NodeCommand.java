package tutti.engine.audio;

sealed interface NodeCommand permits FromOrigin, Hearing, NodeCommand.Moved, NodeCommand.Tick {
    record Moved(Grant grant) implements NodeCommand {}

    enum Tick implements NodeCommand {
        BEAT,
        CLOCK,
        STALL,
        STOP
    }
}

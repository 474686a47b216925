package tutti.engine;

import tutti.engine.room.Refusal;

/** Either what was asked for or why not; a fault (a lost database, a bug) is neither: that fails the stage. */
public sealed interface Outcome<T> {
    record Ok<T>(T value) implements Outcome<T> {}

    record Refused<T>(Refusal refusal, String why) implements Outcome<T> {}
}

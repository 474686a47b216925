package tutti.engine.channel;

import tutti.engine.room.Refusal;

/** The answer to a look at a room. */
public sealed interface Sight {
    record Seen(Glance glance) implements Sight {}

    record Unseen(Refusal refusal) implements Sight {}
}

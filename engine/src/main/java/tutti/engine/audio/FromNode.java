package tutti.engine.audio;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;

/** What a node that has guests says to a broadcast's origin. It crosses nodes. */
sealed interface FromNode extends OriginCommand {
    ActorRef<FromOrigin> node();

    /**
     * Each second, and at once when something changes: a subscription that is not renewed ends by itself. It goes to the
     * desk of the origin's node, which knows the origin. `fresh`: send again what is still to be heard. `heardDelayMs`: the
     * playout delay of what came last, null while nothing did, and of nodes that do not tell it.
     */
    record Beat(
            RoomId room,
            BroadcastId broadcast,
            ActorRef<FromOrigin> node,
            Set<Tier> tiers,
            boolean fresh,
            long sentUs,
            Audience audience,
            @Nullable Integer heardDelayMs)
            implements FromNode, DeskCommand {}

    /** The guests of a node: how many hear each tier, best first, and how it goes for them. */
    record Audience(List<Integer> guests, Spread lateness, Spread drift) {
        static final Audience NONE = new Audience(List.of(0, 0, 0), Spread.none(20), Spread.none(2));
    }

    /** All up to `index` came, or will not come. */
    record Took(ActorRef<FromOrigin> node, long index) implements FromNode {}
}

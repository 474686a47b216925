package tutti.engine.audio;

import org.apache.pekko.actor.typed.ActorRef;

/** What a broadcast's origin says to a node that has guests. It crosses nodes; instants are the origin's. */
sealed interface FromOrigin extends NodeCommand {
    /** `index` counts what this node was sent. Fifty a second and tier: these have a serializer of their own. */
    record Packet(long index, SoundPacket sound) implements FromOrigin {}

    /** What was sent before, up to `index`, has come when this comes, or never will. */
    record Beaten(
            ActorRef<FromNode> origin,
            long epoch,
            long index,
            long sentUs,
            long receivedUs,
            long answeredUs,
            BroadcastStats stats)
            implements FromOrigin {}

    record Over(long epoch, EndReason why) implements FromOrigin {}

    /** The room has granted its sound anew since, as the desk that was asked knows. */
    record Elsewhere(Grant grant) implements FromOrigin {}
}

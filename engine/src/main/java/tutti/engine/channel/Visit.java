package tutti.engine.channel;

import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Arrival;

/** What the people and readers of this node want of a room's channel. The registry finds the channel or starts it. */
sealed interface Visit extends RegistryCommand, ChannelCommand {
    RoomId room();

    record Enter(RoomId room, Arrival arrival, Outbox outbox) implements Visit {}

    record Leave(RoomId room, UserId user, Outbox outbox, boolean meant) implements Visit {}

    record Report(RoomId room, UserId user, MemberReport report) implements Visit {}

    record Look(RoomId room, ActorRef<Sight> replyTo) implements Visit {}
}

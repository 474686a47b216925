package tutti.engine.channel;

import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.id.RoomId;

sealed interface RegistryCommand permits Visit, RegistryCommand.Idle, RegistryCommand.Event, RegistryCommand.Stopped {
    /** A channel nobody needs, after it has served so many visits: if more are on their way to it, it is needed after all. */
    record Idle(RoomId room, ActorRef<ChannelCommand> channel, long served) implements RegistryCommand {}

    enum Event implements RegistryCommand {
        /** With all rooms that were there. */
        NODE_GONE
    }

    record Stopped(RoomId room, ActorRef<ChannelCommand> channel) implements RegistryCommand {}
}

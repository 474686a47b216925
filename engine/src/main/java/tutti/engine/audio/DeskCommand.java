package tutti.engine.audio;

import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.id.RoomId;

sealed interface DeskCommand permits FromNode.Beat, DeskCommand.Granted, DeskCommand.Local, Hearing {
    /** From the desk of a new origin to all others, some times, for one may get lost. It crosses nodes. */
    record Granted(Grant grant) implements DeskCommand {}

    sealed interface Local extends DeskCommand {}

    record Opened(Grant grant, ActorRef<OriginCommand> origin) implements Local {}

    record OriginStopped(RoomId room, ActorRef<OriginCommand> origin) implements Local {}

    record Announce(Grant grant, int left) implements Local {}

    /** Nobody here has heard the room for a while; `served` is how much the desk had sent by then. */
    record Idle(RoomId room, ActorRef<NodeCommand> sound, long served) implements Local {}

    record SoundStopped(RoomId room, ActorRef<NodeCommand> sound) implements Local {}
}

package tutti.engine.audio;

import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;

/** What is asked for a guest of this node. */
sealed interface Hearing extends DeskCommand, NodeCommand {
    RoomId room();

    Listener listener();

    record Begin(Grant grant, Listener listener, Quality quality) implements Hearing {
        @Override
        public RoomId room() {
            return grant.room();
        }
    }

    record Choose(RoomId room, Listener listener, Quality quality) implements Hearing {}

    record Report(RoomId room, Listener listener, HearingReport report) implements Hearing {}

    /** The broadcast is over, as the room says: its end is the last that the guest hears. */
    record Finish(RoomId room, Listener listener, BroadcastId broadcast) implements Hearing {}

    record End(RoomId room, Listener listener) implements Hearing {}
}

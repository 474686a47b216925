package tutti.gateway.socket;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.channel.Outbox;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.MessageId;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.presence.Member;
import tutti.gateway.door.Doors;

/** What a session hears: from its socket, from its room, from the house. */
sealed interface SessionCommand {
    /** The socket's ways out and in are open; `next` asks for the first frame. */
    record Connected(Outgoing out) implements SessionCommand {}

    record Listening(ActorRef<Next> next) implements SessionCommand {}

    /** The socket gives the next frame only after `next`. */
    record Received(ActorRef<Next> next, Incoming.Frame frame) implements SessionCommand {}

    /** What comes of having joined. */
    sealed interface FromRoom extends SessionCommand {}

    /** What the door said to a password. */
    record Knocked(Doors.Answer answer) implements FromRoom {}

    /** `broadcast` is what is on the air at this moment. */
    record Seated(Member you, @Nullable Broadcast broadcast) implements FromRoom {}

    record OnAir(Broadcast broadcast) implements FromRoom {}

    record OffAir(BroadcastId broadcast) implements FromRoom {}

    record SettingsChanged(RoomSettings settings) implements FromRoom {}

    /** What came of asking to broadcast. */
    record Granted(@Nullable MessageId id, Feed feed, Outcome<Grant> outcome) implements FromRoom {}

    /** What came of a frame of sound; `next` asks for the one after it. */
    record Took(ActorRef<Next> next, Upload.Taken taken) implements FromRoom {}

    record Ended(Outbox.Ending ending) implements FromRoom {}

    record Answered(@Nullable MessageId id, Outcome<Rooms.Done> outcome) implements FromRoom {}

    /** Likewise, to a line or a reaction: of these a room takes only so many at a time. */
    record Talked(@Nullable MessageId id, boolean isLine, Outcome<Rooms.Done> outcome) implements FromRoom {}

    record Failed(@Nullable MessageId id, Throwable fault) implements FromRoom {}

    enum Signal implements SessionCommand {
        /** The socket is no more. */
        GONE,
        /** The house closes soon, and others are open: time to move. */
        HAND_OVER,
        /** The house closes. */
        DRAIN,
        /** Operators want nobody of this address. */
        BAN,
        JOIN_OVERDUE,
        LISTEN_FOR_SILENCE,
        RENEW_TOKEN,
        GOODBYE_OVERDUE
    }

    enum Next {
        NEXT
    }
}

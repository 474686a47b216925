package tutti.engine.room;

import tutti.engine.id.UserId;

/**
 * What a room tells the channels attached to it. `incarnation` changes each time the room is brought up; `newsSeq` counts
 * the news of one incarnation, so that a channel notices a piece that was lost on the way and attaches anew.
 */
public sealed interface RoomToChannel {

    /** Instants in `view` are the room's node's. News up to `newsSeq` is in it, and is not told to this channel again. */
    record Attached(long incarnation, long newsSeq, RoomView view) implements RoomToChannel {}

    /** No such room, or it was closed: there is nothing to attach to. */
    record NoRoom(Refusal refusal) implements RoomToChannel {}

    /** Comes after the news that the user joined. */
    record Admitted(long ticket, UserId userId) implements RoomToChannel {}

    record Turned(long ticket, Refusal refusal) implements RoomToChannel {}

    record News(long incarnation, long newsSeq, RoomNews news) implements RoomToChannel {}

    /** They are out of the room, and it says why. */
    record Expelled(UserId userId, Refusal refusal) implements RoomToChannel {}

    /** The same user came in through another node: their socket here is the older one. */
    record Superseded(UserId userId) implements RoomToChannel {}

    /**
     * `memberCount`: how many of the channel's members the room knows, -1 when it does not know the channel; another
     * number than the channel's asks for Attach.
     */
    record Beaten(long incarnation, long newsSeq, int memberCount, long sentUs, long receivedUs, long answeredUs)
            implements RoomToChannel {}
}

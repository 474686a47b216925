package tutti.engine.channel;

import tutti.engine.id.BroadcastId;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.presence.Member;

/**
 * One member's way out of the engine; a gateway implements it over a socket's bounded queue. Called by the room's channel,
 * one call after the other, and never allowed to block.
 */
public interface Outbox {
    /**
     * The first thing a member hears: the room as of this moment. All news after it is offered in order, none twice, save that
     * what was held of others may be known already.
     */
    void seated(Member you, RoomView view);

    /** False when the member cannot take it: the channel lets go of the member, who comes back to a fresh snapshot. */
    boolean offer(String frame);

    /** Told after the frame of it: sound is to be had from now on, or from another node, or in another epoch. */
    void onAir(Broadcast broadcast);

    void offAir(BroadcastId broadcast);

    /** Told after the frame of it. */
    void settingsChanged(RoomSettings settings);

    /** The last call: news will not come any more. */
    void ended(Ending ending);

    sealed interface Ending {
        /** The room would not have the member, or could not be reached. */
        record Turned(Refusal refusal) implements Ending {}

        /** The same user is in the room over another socket. */
        record Replaced() implements Ending {}

        /** The `room:closed` frame was offered before. */
        record RoomClosed() implements Ending {}

        /** `offer` had returned false. */
        record TooSlow() implements Ending {}
    }
}

package tutti.engine.room.broadcast;

import tutti.engine.id.BroadcastId;

/** A room's leave to send it sound: good for one upload, until the room grants a later epoch or the broadcast is over. */
public record Grant(BroadcastId broadcast, long epoch, Playout playout) {}

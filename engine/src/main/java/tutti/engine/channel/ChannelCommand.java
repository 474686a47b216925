package tutti.engine.channel;

import tutti.engine.id.UserId;
import tutti.engine.room.RoomToChannel;

sealed interface ChannelCommand
        permits Visit,
                ChannelCommand.FromRoom,
                ChannelCommand.EntranceExpired,
                ChannelCommand.PlaceExpired,
                ChannelCommand.Settled,
                ChannelCommand.Tick {
    record FromRoom(RoomToChannel message) implements ChannelCommand {}

    record EntranceExpired(long ticket) implements ChannelCommand {}

    record PlaceExpired(UserId user) implements ChannelCommand {}

    record Settled(long incarnation) implements ChannelCommand {}

    enum Tick implements ChannelCommand {
        BEAT,
        NODE_GONE,
        RESYNC,
        THINNED,
        STOP
    }
}

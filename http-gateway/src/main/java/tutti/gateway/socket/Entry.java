package tutti.gateway.socket;

import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.gateway.auth.RoomTokens.Checked;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;

/** Who wants to join which room, as far as it can be told at the door. */
sealed interface Entry {
    record Known(RoomId room, UserId user) implements Entry {}

    /** No room can be called that. */
    record NoRoom() implements Entry {}

    record BadToken(Code code) implements Entry {}

    static Entry of(House house, ClientMessage.Join join) {
        RoomId room;
        try {
            room = new RoomId(join.roomId());
        } catch (IllegalArgumentException notAnId) {
            return new NoRoom();
        }
        if (join.token() == null) {
            return new Known(room, house.ids().user());
        }
        return switch (house.tokens().check(join.token(), room)) {
            case Checked.Valid valid -> new Known(room, valid.user());
            case Checked.Refused.EXPIRED -> new BadToken(Code.EXPIRED);
            case Checked.Refused.INVALID -> new BadToken(Code.UNAUTHORIZED);
        };
    }
}

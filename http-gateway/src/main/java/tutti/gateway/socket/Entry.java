package tutti.gateway.socket;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Pass;
import tutti.gateway.auth.RoomTokens.Checked;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;

/** Who wants to join which room, as far as it can be told at the door. */
sealed interface Entry {
    record Known(RoomId room, UserId user, Pass pass) implements Entry {}

    /** Somebody new, whose password is to be compared. */
    record Knocks(RoomId room, UserId user, String password) implements Entry {}

    /** No room can be called that. */
    record NoRoom() implements Entry {}

    record BadToken(Code code) implements Entry {}

    /** By a token of the room, so that there is nothing to guess. */
    default boolean isShown() {
        return this instanceof Known known && known.pass() == Pass.TOKEN;
    }

    static Entry of(House house, ClientMessage.Join join) {
        RoomId room;
        try {
            room = new RoomId(join.roomId());
        } catch (IllegalArgumentException notAnId) {
            return new NoRoom();
        }
        return join.token() == null
                ? ofNewcomer(house, room, join.password())
                : switch (house.tokens().check(join.token(), room)) {
                    case Checked.Valid valid -> new Known(room, valid.user(), Pass.TOKEN);
                    case Checked.Refused.EXPIRED -> new BadToken(Code.EXPIRED);
                    case Checked.Refused.INVALID -> new BadToken(Code.UNAUTHORIZED);
                };
    }

    private static Entry ofNewcomer(House house, RoomId room, @Nullable String password) {
        UserId user = house.ids().user();
        return password == null ? new Known(room, user, Pass.NOTHING) : new Knocks(room, user, password);
    }
}

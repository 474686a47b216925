package tutti.engine.room;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Order;
import tutti.engine.room.presence.Role;

/** Who is what in a room, and whom it keeps out: the same to the room itself and to each node that has a copy of it. */
public sealed interface Owned permits OpenRoom, RoomView {
    UserId owner();

    UserId host();

    Order order();

    /** Also of who is not in the room at the moment. */
    default Role roleOf(UserId user) {
        if (user.equals(host())) {
            return Role.HOST;
        }
        return order().isModerator(user) ? Role.MODERATOR : Role.GUEST;
    }

    /** Who may always come in: whose room it is, and who stands in for them. */
    default boolean isOwn(UserId user) {
        return user.equals(owner()) || user.equals(host());
    }

    /** The ban that keeps them out, if one does. */
    default Optional<Ban> banOn(UserId user, @Nullable Network from, long nowMs) {
        return isOwn(user) ? Optional.empty() : order().banOn(user, from, nowMs);
    }
}

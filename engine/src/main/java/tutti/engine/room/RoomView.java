package tutti.engine.room;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.Network;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Order;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Timeline;

/** All that may be shown of a room. Members stand in order of arrival; chat holds the last `chatKept` lines, oldest first. */
public record RoomView(
        RoomId id,
        DisplayName name,
        UserId host,
        long createdAtMs,
        Access access,
        RoomSettings settings,
        Timeline timeline,
        @Nullable Broadcast broadcast,
        List<Member> members,
        List<ChatLine> chat,
        int chatKept,
        Order order,
        ActivityLog activity) {
    /** Also of who is not in the room at the moment. */
    public Role roleOf(UserId user) {
        if (user.equals(host)) {
            return Role.HOST;
        }
        return order.isModerator(user) ? Role.MODERATOR : Role.GUEST;
    }

    /** The ban that keeps them out, if one does. The host is always let in. */
    public Optional<Ban> banOn(UserId user, Network from, long nowMs) {
        return user.equals(host) ? Optional.empty() : order.banOn(user, from, nowMs);
    }
}

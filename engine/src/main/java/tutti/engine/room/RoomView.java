package tutti.engine.room;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Order;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Timeline;

/** All that may be shown of a room. Members stand in order of arrival; chat holds the last `chatKept` lines, oldest first. */
public record RoomView(
        RoomId id,
        DisplayName name,
        UserId owner,
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
        ActivityLog activity)
        implements Owned {
    public RoomView {
        // Nodes from before there was one do not tell it.
        owner = Objects.requireNonNullElse(owner, host);
    }

    public RoomView ownedBy(UserId nextOwner, UserId nextHost) {
        return new RoomView(
                id,
                name,
                nextOwner,
                nextHost,
                createdAtMs,
                access,
                settings,
                timeline,
                broadcast,
                members,
                chat,
                chatKept,
                order,
                activity);
    }
}

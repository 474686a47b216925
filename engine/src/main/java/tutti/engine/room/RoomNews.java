package tutti.engine.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.Control;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Timeline;

/** What everyone in a room is told. Instants are the clock's of whoever tells: a channel hands on its own node's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomNews.TimelineMoved.class, name = "timeline-moved"),
    @JsonSubTypes.Type(value = RoomNews.MemberJoined.class, name = "member-joined"),
    @JsonSubTypes.Type(value = RoomNews.MemberLeft.class, name = "member-left"),
    @JsonSubTypes.Type(value = RoomNews.MemberChanged.class, name = "member-changed"),
    @JsonSubTypes.Type(value = RoomNews.Said.class, name = "said"),
    @JsonSubTypes.Type(value = RoomNews.LineDeleted.class, name = "line-deleted"),
    @JsonSubTypes.Type(value = RoomNews.Reacted.class, name = "reacted"),
    @JsonSubTypes.Type(value = RoomNews.SettingsChanged.class, name = "settings-changed"),
    @JsonSubTypes.Type(value = RoomNews.AccessChanged.class, name = "access-changed"),
    @JsonSubTypes.Type(value = RoomNews.Ordered.class, name = "ordered"),
    @JsonSubTypes.Type(value = RoomNews.Noted.class, name = "noted"),
    @JsonSubTypes.Type(value = RoomNews.ControlMoved.class, name = "control-moved"),
    @JsonSubTypes.Type(value = RoomNews.HostChanged.class, name = "host-changed"),
    @JsonSubTypes.Type(value = RoomNews.BroadcastStarted.class, name = "broadcast-started"),
    @JsonSubTypes.Type(value = RoomNews.BroadcastInterrupted.class, name = "broadcast-interrupted"),
    @JsonSubTypes.Type(value = RoomNews.BroadcastStopped.class, name = "broadcast-stopped"),
    @JsonSubTypes.Type(value = RoomNews.Closed.class, name = "closed")
})
public sealed interface RoomNews {
    record TimelineMoved(Timeline timeline) implements RoomNews {}

    /** Of somebody who is in the room, or was; `total` are in it then. */
    sealed interface OfMember extends RoomNews {
        UserId subject();

        int total();

        OfMember withTotal(int total);
    }

    record MemberJoined(Member member, int total) implements OfMember {
        @Override
        public UserId subject() {
            return member.id();
        }

        @Override
        public MemberJoined withTotal(int total) {
            return new MemberJoined(member, total);
        }
    }

    record MemberLeft(UserId userId, int total) implements OfMember {
        @Override
        public UserId subject() {
            return userId;
        }

        @Override
        public MemberLeft withTotal(int total) {
            return new MemberLeft(userId, total);
        }
    }

    record MemberChanged(Member member, int total) implements OfMember {
        @Override
        public UserId subject() {
            return member.id();
        }

        @Override
        public MemberChanged withTotal(int total) {
            return new MemberChanged(member, total);
        }
    }

    record Said(ChatLine line) implements RoomNews {}

    record LineDeleted(long seq) implements RoomNews {}

    record Reacted(Author from, String emoji, long serverUs, long mediaUs) implements RoomNews {}

    record AccessChanged(Access access) implements RoomNews {}

    record Ordered(OrderEvent what) implements RoomNews {}

    /** Who has control, who waits for it, and who has just asked. It goes with Ordered. */
    record ControlMoved(Control control, @Nullable Member asks) implements RoomNews {}

    /** Who did what; also once more of an entry that cannot be undone any more. */
    record Noted(Entry entry) implements RoomNews {}

    record SettingsChanged(RoomSettings settings) implements RoomNews {}

    /** The room has another host, and perhaps another owner; MemberChanged for those concerned goes with it. */
    record HostChanged(UserId host, UserId owner) implements RoomNews {
        public HostChanged {
            // Nodes from before there was one do not tell it.
            owner = Objects.requireNonNullElse(owner, host);
        }
    }

    /** Also after each resume, with another epoch. */
    record BroadcastStarted(Broadcast broadcast) implements RoomNews {}

    record BroadcastInterrupted(BroadcastId broadcast, long sinceUs) implements RoomNews {}

    record BroadcastStopped(BroadcastId broadcast, StopReason reason) implements RoomNews {}

    record Closed(CloseReason reason) implements RoomNews {}
}

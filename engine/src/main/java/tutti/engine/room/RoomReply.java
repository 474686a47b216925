package tutti.engine.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.presence.Role;

/** A room's answer to one command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomReply.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = RoomReply.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = RoomReply.Granted.class, name = "granted"),
    @JsonSubTypes.Type(value = RoomReply.Invited.class, name = "invited"),
    @JsonSubTypes.Type(value = RoomReply.Refused.class, name = "refused")
})
public sealed interface RoomReply {
    /** What had to be durable is on disk. */
    record Accepted() implements RoomReply {}

    /** The room is there, on disk, since an instant of the wall clock. */
    record Opened(long atMs) implements RoomReply {}

    record Granted(Grant grant) implements RoomReply {}

    /** The invite counts for one more, who has this role from now on. */
    record Invited(Role role) implements RoomReply {}

    record Refused(Refusal refusal, String why) implements RoomReply {}
}

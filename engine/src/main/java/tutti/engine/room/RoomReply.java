package tutti.engine.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tutti.engine.room.broadcast.Grant;

/** A room's answer to one command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomReply.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = RoomReply.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = RoomReply.Granted.class, name = "granted"),
    @JsonSubTypes.Type(value = RoomReply.Refused.class, name = "refused")
})
public sealed interface RoomReply {
    /** What had to be durable is on disk. */
    record Accepted() implements RoomReply {}

    /** The room is there, on disk, since an instant of the wall clock. */
    record Opened(long atMs) implements RoomReply {}

    record Granted(Grant grant) implements RoomReply {}

    record Refused(Refusal refusal, String why) implements RoomReply {}
}

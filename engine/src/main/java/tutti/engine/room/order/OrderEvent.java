package tutti.engine.room.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.InviteId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;

/** What changed in a room's {@link Order}, `by` whom; nobody where time did it. The names stand in the journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderEvent.InviteMade.class, name = "invite-made"),
    @JsonSubTypes.Type(value = OrderEvent.InviteRevoked.class, name = "invite-revoked"),
    @JsonSubTypes.Type(value = OrderEvent.InviteRedeemed.class, name = "invite-redeemed"),
    @JsonSubTypes.Type(value = OrderEvent.ControlAsked.class, name = "control-asked"),
    @JsonSubTypes.Type(value = OrderEvent.ControlUnasked.class, name = "control-unasked"),
    @JsonSubTypes.Type(value = OrderEvent.ControlGranted.class, name = "control-granted"),
    @JsonSubTypes.Type(value = OrderEvent.ControlEnded.class, name = "control-ended"),
    @JsonSubTypes.Type(value = OrderEvent.RoleGiven.class, name = "role-given"),
    @JsonSubTypes.Type(value = OrderEvent.Muted.class, name = "muted"),
    @JsonSubTypes.Type(value = OrderEvent.Unmuted.class, name = "unmuted"),
    @JsonSubTypes.Type(value = OrderEvent.Banned.class, name = "banned"),
    @JsonSubTypes.Type(value = OrderEvent.Unbanned.class, name = "unbanned"),
    @JsonSubTypes.Type(value = OrderEvent.Undone.class, name = "undone")
})
public sealed interface OrderEvent {
    @Nullable
    UserId by();

    long atUs();

    record InviteMade(UserId by, Invite invite, long atUs) implements OrderEvent {}

    record InviteRevoked(UserId by, InviteId invite, long atUs) implements OrderEvent {}

    record InviteRedeemed(UserId by, InviteId invite, Role role, long atUs) implements OrderEvent {}

    record ControlAsked(UserId by, long atUs) implements OrderEvent {}

    /** They asked for it no more, or left. */
    record ControlUnasked(UserId by, long atUs) implements OrderEvent {}

    record ControlGranted(UserId by, Control.Lease lease, long atUs) implements OrderEvent {
        /** In the clock that is `us` behind. */
        public ControlGranted earlier(long us) {
            return new ControlGranted(by, lease.earlier(us), atUs - us);
        }
    }

    /** Given back by the holder, taken by the host, or over. */
    record ControlEnded(@Nullable UserId by, UserId holder, long atUs) implements OrderEvent {}

    record RoleGiven(UserId by, UserId to, Role role, long atUs) implements OrderEvent {}

    record Muted(UserId by, UserId user, long atUs) implements OrderEvent {}

    record Unmuted(UserId by, UserId user, long atUs) implements OrderEvent {}

    record Banned(UserId by, Ban ban, long atUs) implements OrderEvent {}

    record Unbanned(UserId by, UserId user, long atUs) implements OrderEvent {}

    /** What undoes it are the events beside this one. */
    record Undone(UserId by, long entry, long atUs) implements OrderEvent {}
}

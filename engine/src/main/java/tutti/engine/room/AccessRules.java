package tutti.engine.room;

import java.util.List;
import java.util.Optional;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Invite;
import tutti.engine.room.order.Order;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.presence.Role;

/** Who comes in, and who says so. */
final class AccessRules {
    static Verdict on(OpenRoom room, RoomCommand.OfAccess asked, Circumstances now) {
        return switch (asked) {
            case RoomCommand.ChangeAccess change -> change(room, change, now.nowUs());
            case RoomCommand.MakeInvite make -> invite(room, make, now.nowUs());
            case RoomCommand.RevokeInvite revoke -> revoke(room, revoke, now.nowUs());
        };
    }

    /** Why they are not let in. Whose room it is always is. */
    static Optional<Refusal> turnedAway(
            OpenRoom room, Newcomer newcomer, Pass pass, Presence<?> presence, RoomLimits limits, long nowMs) {
        Optional<Refusal> out = keptOut(room, newcomer, nowMs);
        if (out.isPresent()) {
            return out;
        }
        if (pass == Pass.NOTHING && room.access().asksForMore() && !room.isOwn(newcomer.id())) {
            return Optional.of(room.access().password() != null ? Refusal.WRONG_PASSWORD : Refusal.NOT_ALLOWED);
        }
        return HouseRules.isFullFor(room, newcomer.id(), presence, limits)
                ? Optional.of(Refusal.ROOM_FULL)
                : Optional.empty();
    }

    static Optional<Refusal> keptOut(OpenRoom room, Newcomer newcomer, long nowMs) {
        return room.banOn(newcomer.id(), newcomer.network(), nowMs)
                .map(ban -> ban.kind() == Ban.Kind.KICK ? Refusal.KICKED : Refusal.BANNED);
    }

    static Verdict redeem(OpenRoom room, RoomCommand.RedeemInvite redeem, long nowUs) {
        long nowMs = Math.floorDiv(nowUs, 1_000L);
        Optional<Invite> invite = room.order().invite(redeem.invite()).filter(found -> found.admits(nowMs));
        if (invite.isEmpty()) {
            return Verdict.refused(Refusal.EXPIRED, "this invitation is used up, was taken back or is too old");
        }
        Role role = invite.get().role();
        if (role == Role.MODERATOR && room.order().moderators().size() >= Order.MODERATORS_MAX) {
            return Verdict.refused(Refusal.ROOM_FULL, "there are moderators enough");
        }
        return Verdict.happens(
                new RoomEvent.Ordered(new OrderEvent.InviteRedeemed(redeem.user(), redeem.invite(), role, nowUs)));
    }

    private static Verdict change(OpenRoom room, RoomCommand.ChangeAccess change, long nowUs) {
        if (!ControlRules.mayKeepHouse(room, change.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host says who may come in");
        }
        Access after = change.patch().on(room.access());
        return after.equals(room.access())
                ? Verdict.agreed()
                : Verdict.happens(new RoomEvent.AccessChanged(change.by(), after, nowUs));
    }

    /** A moderator invites guests, the host moderators too. */
    private static Verdict invite(OpenRoom room, RoomCommand.MakeInvite make, long nowUs) {
        Role least = make.invite().role() == Role.GUEST ? Role.MODERATOR : Role.HOST;
        if (room.permanent() || room.roleOf(make.by()).compareTo(least) > 0) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host and moderators invite");
        }
        List<Invite> standing = room.order().standing(nowUs);
        if (standing.stream().anyMatch(each -> each.id().equals(make.invite().id()))) {
            return Verdict.agreed();
        }
        if (standing.size() >= Order.INVITES_MAX) {
            return Verdict.refused(Refusal.RATE_LIMITED, "there are invitations enough: take some back first");
        }
        return Verdict.happens(new RoomEvent.Ordered(new OrderEvent.InviteMade(make.by(), make.invite(), nowUs)));
    }

    private static Verdict revoke(OpenRoom room, RoomCommand.RevokeInvite revoke, long nowUs) {
        if (room.roleOf(revoke.by()) == Role.GUEST) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host and moderators take invitations back");
        }
        return room.order().invite(revoke.invite()).isEmpty()
                ? Verdict.agreed()
                : Verdict.happens(
                        new RoomEvent.Ordered(new OrderEvent.InviteRevoked(revoke.by(), revoke.invite(), nowUs)));
    }

    private AccessRules() {}
}

package tutti.engine.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Control;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Order;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Timeline;

/** Control on loan, roles, and what is done about people who spoil it for the others. */
final class OrderRules {
    /** Long enough to cool down, and short enough for a mistake. */
    static final long KICKED_FOR_MS = 600_000;

    private static final Verdict NOT_THEM =
            Verdict.refused(Refusal.NOT_ALLOWED, "only who ranks higher may do that to them");

    static Verdict on(OpenRoom room, RoomCommand.OfOrder asked, Newcomer by, Circumstances now) {
        if (room.permanent()) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "nobody keeps order here");
        }
        long nowUs = now.nowUs();
        return switch (asked) {
            case RoomCommand.RequestControl request -> request(room, request.by(), now);
            case RoomCommand.ReleaseControl release -> release(room, release.by(), nowUs);
            case RoomCommand.GrantControl grant -> grant(room, grant, now);
            case RoomCommand.RevokeControl revoke -> revoke(room, revoke, nowUs);
            case RoomCommand.GiveRole give -> give(room, give, now);
            case RoomCommand.Mute mute -> mute(room, mute, now);
            case RoomCommand.Unmute unmute -> unmute(room, unmute, nowUs);
            case RoomCommand.Kick kick ->
                ban(room, kick.by(), banOf(kick.user(), Ban.Kind.KICK, null, ms(nowUs) + KICKED_FOR_MS, now), now);
            case RoomCommand.BanMember ban -> ban(room, ban, now);
            case RoomCommand.Unban unban -> unban(room, unban, nowUs);
            case RoomCommand.Undo undo -> undo(room, undo, now);
        };
    }

    /** What is over by itself: a loan and requests where none is lent, a loan whose time is up, and those of who is gone. */
    static List<RoomEvent> due(OpenRoom room, Circumstances now) {
        boolean lends = room.settings().control() == RoomSettings.Control.GRANTED;
        Control control = room.order().control();
        Control.Lease lease = control.lease();
        List<RoomEvent> over = new ArrayList<>();
        if (lease != null && (!lends || control.over(now.nowUs()) || isGone(lease.holder(), now))) {
            over.add(happened(new OrderEvent.ControlEnded(null, lease.holder(), now.nowUs())));
        }
        for (UserId who : control.requests()) {
            if (!lends || isGone(who, now)) {
                over.add(happened(new OrderEvent.ControlUnasked(who, now.nowUs())));
            }
        }
        return over;
    }

    /** Whose line in the list of people looks otherwise after that. */
    static @Nullable UserId shownOtherwise(OrderEvent event) {
        return switch (event) {
            case OrderEvent.RoleGiven given -> given.to();
            case OrderEvent.Muted muted -> muted.user();
            case OrderEvent.Unmuted heard -> heard.user();
            case OrderEvent.Banned gone -> null;
            case OrderEvent.ControlAsked asked -> null;
            case OrderEvent.ControlEnded ended -> null;
            case OrderEvent.ControlGranted granted -> null;
            case OrderEvent.ControlUnasked unasked -> null;
            case OrderEvent.InviteMade made -> null;
            case OrderEvent.InviteRedeemed newcomer -> null;
            case OrderEvent.InviteRevoked revoked -> null;
            case OrderEvent.Unbanned away -> null;
            case OrderEvent.Undone undone -> null;
        };
    }

    static boolean movesControl(OrderEvent event) {
        return event instanceof OrderEvent.ControlAsked
                || event instanceof OrderEvent.ControlEnded
                || event instanceof OrderEvent.ControlGranted
                || event instanceof OrderEvent.ControlUnasked;
    }

    private static Verdict request(OpenRoom room, UserId by, Circumstances now) {
        Control control = room.order().control();
        if (room.settings().control() != RoomSettings.Control.GRANTED || by.equals(room.host())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "control is not for the asking here");
        }
        if (control.requests().contains(by) || control.holds(by, now.nowUs())) {
            return Verdict.agreed();
        }
        if (control.requests().size() >= Control.REQUESTS_MAX) {
            return Verdict.refused(Refusal.RATE_LIMITED, "too many have asked already");
        }
        // Whoever asks and withdraws it in turn has each written down, and told to everyone.
        return now.budget().takes(by, now.nowUs())
                ? Verdict.happens(happened(new OrderEvent.ControlAsked(by, now.nowUs())))
                : Verdict.refused(Refusal.RATE_LIMITED, "you have asked often enough for now");
    }

    private static Verdict release(OpenRoom room, UserId by, long nowUs) {
        Control control = room.order().control();
        if (control.isHeldBy(by)) {
            return Verdict.happens(happened(new OrderEvent.ControlEnded(by, by, nowUs)));
        }
        return control.requests().contains(by)
                ? Verdict.happens(happened(new OrderEvent.ControlUnasked(by, nowUs)))
                : Verdict.agreed();
    }

    private static Verdict grant(OpenRoom room, RoomCommand.GrantControl grant, Circumstances now) {
        if (!ControlRules.mayKeepHouse(room, grant.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host lends control");
        }
        if (room.settings().control() != RoomSettings.Control.GRANTED) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "control is lent where the settings say granted");
        }
        if (grant.to().equals(room.host()) || !now.presence().has(grant.to())) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "whom you name is not in the room, or its host");
        }
        Long untilUs = grant.forUs() == null ? null : now.nowUs() + grant.forUs();
        Control.Lease lease = room.order().control().lease();
        if (lease != null && lease.equals(new Control.Lease(grant.to(), untilUs))) {
            return Verdict.agreed();
        }
        return Verdict.happens(happened(
                new OrderEvent.ControlGranted(grant.by(), new Control.Lease(grant.to(), untilUs), now.nowUs())));
    }

    private static Verdict revoke(OpenRoom room, RoomCommand.RevokeControl revoke, long nowUs) {
        if (!ControlRules.mayKeepHouse(room, revoke.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host takes control back");
        }
        Control control = room.order().control();
        if (control.isHeldBy(revoke.to())) {
            return Verdict.happens(happened(new OrderEvent.ControlEnded(revoke.by(), revoke.to(), nowUs)));
        }
        return control.requests().contains(revoke.to())
                ? Verdict.happens(happened(new OrderEvent.ControlUnasked(revoke.to(), nowUs)))
                : Verdict.agreed();
    }

    private static Verdict give(OpenRoom room, RoomCommand.GiveRole give, Circumstances now) {
        if (!ControlRules.mayKeepHouse(room, give.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host makes moderators");
        }
        if (give.role() == Role.HOST || give.to().equals(room.host())) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "a room is given away with host:transfer");
        }
        boolean is = room.order().isModerator(give.to());
        if (is == (give.role() == Role.MODERATOR)) {
            return Verdict.agreed();
        }
        if (!is && !now.presence().has(give.to())) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "whom you name is not in the room");
        }
        return !is && room.order().moderators().size() >= Order.MODERATORS_MAX
                ? Verdict.refused(Refusal.RATE_LIMITED, "there are moderators enough")
                : Verdict.happens(happened(new OrderEvent.RoleGiven(give.by(), give.to(), give.role(), now.nowUs())));
    }

    private static Verdict mute(OpenRoom room, RoomCommand.Mute mute, Circumstances now) {
        if (!outranks(room, mute.by(), mute.user())) {
            return NOT_THEM;
        }
        if (room.order().isMuted(mute.user())) {
            return Verdict.agreed();
        }
        if (!now.presence().has(mute.user())) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "whom you name is not in the room");
        }
        return room.order().muted().size() >= Order.MUTED_MAX
                ? Verdict.refused(Refusal.RATE_LIMITED, "too many are muted already: turn the chat off, or slow")
                : Verdict.happens(happened(new OrderEvent.Muted(mute.by(), mute.user(), now.nowUs())));
    }

    private static Verdict unmute(OpenRoom room, RoomCommand.Unmute unmute, long nowUs) {
        if (!outranks(room, unmute.by(), unmute.user())) {
            return NOT_THEM;
        }
        return room.order().isMuted(unmute.user())
                ? Verdict.happens(happened(new OrderEvent.Unmuted(unmute.by(), unmute.user(), nowUs)))
                : Verdict.agreed();
    }

    private static Verdict ban(OpenRoom room, RoomCommand.BanMember ban, Circumstances now) {
        Network network = ban.wholeNetwork()
                ? now.presence().find(ban.user()).map(Newcomer::network).orElse(null)
                : null;
        if (ban.wholeNetwork() && network == null) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "where they come from is not known");
        }
        Long untilMs = ban.forMs() == null ? null : ms(now.nowUs()) + ban.forMs();
        Ban asked = banOf(ban.user(), Ban.Kind.BAN, network, untilMs, now);
        Optional<Ban> before = room.order().bans().stream()
                .filter(each -> each.user().equals(ban.user()))
                .findFirst();
        return ban(room, ban.by(), before.map(asked::after).orElse(asked), now);
    }

    private static Ban banOf(
            UserId user, Ban.Kind kind, @Nullable Network network, @Nullable Long untilMs, Circumstances now) {
        DisplayName name = now.presence().find(user).map(Newcomer::name).orElse(null);
        return new Ban(user, kind, network, untilMs, name);
    }

    /** Also of somebody who has left: they must not be back by then. A kick takes no ban back. */
    private static Verdict ban(OpenRoom room, UserId by, Ban ban, Circumstances now) {
        if (!outranks(room, by, ban.user())) {
            return NOT_THEM;
        }
        if (ban.kind() == Ban.Kind.KICK && !now.presence().has(ban.user())) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "whom you name is not in the room");
        }
        if (room.order().bans().contains(ban)) {
            return Verdict.agreed();
        }
        return room.order().standingBans(ms(now.nowUs())).size() >= Order.BANS_MAX
                ? Verdict.refused(Refusal.RATE_LIMITED, "too many are banned already: ask for a password, or invite")
                : Verdict.happens(happened(new OrderEvent.Banned(by, ban, now.nowUs())));
    }

    private static Verdict unban(OpenRoom room, RoomCommand.Unban unban, long nowUs) {
        if (!keepsOrder(room, unban.by())) {
            return NOT_THEM;
        }
        return room.order().bans().stream().anyMatch(ban -> ban.user().equals(unban.user()))
                ? Verdict.happens(happened(new OrderEvent.Unbanned(unban.by(), unban.user(), nowUs)))
                : Verdict.agreed();
    }

    private static Verdict undo(OpenRoom room, RoomCommand.Undo undo, Circumstances now) {
        if (!keepsOrder(room, undo.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host and moderators undo");
        }
        Optional<Entry> entry = room.activity().undoable(undo.entry());
        Entry.Before before = entry.map(Entry::before).orElse(null);
        if (before == null) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "this cannot be undone, or not any more");
        }
        RoomEvent undone = happened(new OrderEvent.Undone(undo.by(), undo.entry(), now.nowUs()));
        return Verdict.happen(List.of(undone, backTo(before, entry.get(), room, undo.by(), now)));
    }

    private static RoomEvent backTo(Entry.Before before, Entry entry, OpenRoom room, UserId by, Circumstances now) {
        UserId about = entry.about();
        if (about != null) {
            return happened(new OrderEvent.Unbanned(by, about, now.nowUs()));
        }
        Timeline timeline = room.timeline();
        if (timeline.source().sameMediaAs(before.source())) {
            return ControlRules.moved(timeline.seek(by, before.mediaUs(), now.cue()));
        }
        Playback there = Playback.pausedAt(before.mediaUs(), now.nowUs());
        return ControlRules.sourceChanged(by, timeline.onto(by, before.source(), Timeline.Reason.SOURCE, there, null));
    }

    /** Nobody touches the host, nor whose room it is; moderators touch guests. */
    private static boolean outranks(OpenRoom room, UserId by, UserId whom) {
        return keepsOrder(room, by)
                && !whom.equals(room.owner())
                && room.roleOf(by).compareTo(room.roleOf(whom)) < 0;
    }

    static boolean keepsOrder(OpenRoom room, UserId by) {
        return !room.permanent() && room.roleOf(by) != Role.GUEST;
    }

    private static boolean isGone(UserId who, Circumstances now) {
        return now.gathered() && !now.presence().has(who);
    }

    private static RoomEvent happened(OrderEvent event) {
        return new RoomEvent.Ordered(event);
    }

    private static long ms(long us) {
        return Math.floorDiv(us, 1_000L);
    }

    private OrderRules() {}
}

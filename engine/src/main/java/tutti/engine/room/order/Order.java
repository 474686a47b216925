package tutti.engine.room.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.InviteId;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;

/** Who may do what in a room besides its host, and who may not come in. The rules see to it that nothing grows past its limit. */
public record Order(
        List<UserId> moderators, List<UserId> muted, List<Ban> bans, List<Invite> invites, Control control) {
    public static final int MODERATORS_MAX = 50;
    public static final int MUTED_MAX = 500;
    public static final int BANS_MAX = 500;
    public static final int INVITES_MAX = 50;
    public static final Order AT_FIRST = new Order(List.of(), List.of(), List.of(), List.of(), Control.HOSTS);

    public Order {
        moderators = List.copyOf(Objects.requireNonNullElse(moderators, List.of()));
        muted = List.copyOf(Objects.requireNonNullElse(muted, List.of()));
        bans = List.copyOf(Objects.requireNonNullElse(bans, List.of()));
        invites = List.copyOf(Objects.requireNonNullElse(invites, List.of()));
        control = Objects.requireNonNullElse(control, Control.HOSTS);
    }

    public Order after(OrderEvent event) {
        return switch (event) {
            case OrderEvent.InviteMade made -> withInvites(and(standing(made.atUs()), made.invite()));
            case OrderEvent.InviteRevoked revoked ->
                withInvites(without(invites, invite -> invite.id().equals(revoked.invite())));
            case OrderEvent.InviteRedeemed redeemed -> redeemed(redeemed);
            case OrderEvent.ControlAsked asked -> with(control.asked(asked.by()));
            case OrderEvent.ControlUnasked unasked -> with(control.unasked(unasked.by()));
            case OrderEvent.ControlGranted granted -> with(control.granted(granted.lease()));
            case OrderEvent.ControlEnded ended -> with(control.ended());
            case OrderEvent.RoleGiven given -> withRole(given.to(), given.role());
            case OrderEvent.Muted hushed ->
                new Order(moderators, and(others(muted, hushed.user()), hushed.user()), bans, invites, control);
            case OrderEvent.Unmuted heard -> new Order(moderators, others(muted, heard.user()), bans, invites, control);
            case OrderEvent.Banned banned -> banned(banned.ban(), banned.atUs());
            case OrderEvent.Unbanned back ->
                withBans(without(bans, ban -> ban.user().equals(back.user())));
            case OrderEvent.Undone undone -> this;
        };
    }

    public boolean isModerator(UserId user) {
        return moderators.contains(user);
    }

    public boolean isMuted(UserId user) {
        return muted.contains(user);
    }

    /** The ban that keeps them out, if one does. Moderators are only kept out by name. */
    public Optional<Ban> banOn(UserId user, @Nullable Network from, long nowMs) {
        Network network = isModerator(user) ? null : from;
        return bans.stream()
                .filter(ban -> ban.holds(nowMs) && ban.meets(user, network))
                .findFirst();
    }

    public Optional<Invite> invite(InviteId id) {
        return invites.stream().filter(invite -> invite.id().equals(id)).findFirst();
    }

    /** Invites that still let somebody in; the others are forgotten with the next that is made. */
    public List<Invite> standing(long nowUs) {
        return without(invites, invite -> !invite.admits(Math.floorDiv(nowUs, 1_000L)));
    }

    /** Bans that still keep somebody out; the others are forgotten with the next. */
    public List<Ban> standingBans(long nowMs) {
        return without(bans, ban -> !ban.holds(nowMs));
    }

    /** In the clock that is `us` behind. Bans and invites are of the wall's time, to the minute. */
    public Order earlier(long us) {
        return with(control.earlier(us));
    }

    private Order redeemed(OrderEvent.InviteRedeemed redeemed) {
        List<Invite> after = invites.stream()
                .map(invite -> invite.id().equals(redeemed.invite()) ? invite.usedOnceMore() : invite)
                .toList();
        return withInvites(after).withRole(redeemed.by(), redeemed.role());
    }

    private Order banned(Ban ban, long atUs) {
        List<Ban> after = without(
                standingBans(Math.floorDiv(atUs, 1_000L)), each -> each.user().equals(ban.user()));
        return withRole(ban.user(), Role.GUEST).withBans(and(after, ban));
    }

    private Order withRole(UserId user, Role role) {
        List<UserId> after = others(moderators, user);
        return new Order(role == Role.MODERATOR ? and(after, user) : after, muted, bans, invites, control);
    }

    private Order with(Control next) {
        return new Order(moderators, muted, bans, invites, next);
    }

    private Order withBans(List<Ban> next) {
        return new Order(moderators, muted, next, invites, control);
    }

    private Order withInvites(List<Invite> next) {
        return new Order(moderators, muted, bans, next, control);
    }

    private static List<UserId> others(List<UserId> users, UserId user) {
        return without(users, each -> each.equals(user));
    }

    private static <T> List<T> without(List<T> all, Predicate<T> gone) {
        return all.stream().filter(gone.negate()).toList();
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> after = new ArrayList<>(all);
        after.add(one);
        return after;
    }
}

package tutti.engine.room.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;

/** The last that was done in a room, oldest first. Only the last seek or change of the source can be undone, and each kick. */
public record ActivityLog(long nextEntry, List<Entry> entries) {
    public static final ActivityLog EMPTY = new ActivityLog(1, List.of());

    static final int KEPT = 100;

    public ActivityLog {
        entries = List.copyOf(Objects.requireNonNullElse(entries, List.of()));
    }

    /** Play, pause and the like. `before` where it can be undone. */
    public ActivityLog noted(@Nullable UserId by, Deed deed, long atUs, Entry.@Nullable Before before) {
        Entry last = entries.isEmpty() ? null : entries.getLast();
        return last != null && deed == Deed.SEEK && last.isOneDragWith(by, atUs)
                ? with(new Entry(last.number(), by, deed, null, atUs, last.before()))
                : with(new Entry(nextEntry, by, deed, null, atUs, before));
    }

    /** What was done before its time was written down is not told. */
    public ActivityLog noted(@Nullable UserId by, Deed deed, @Nullable UserId about, @Nullable Long atUs) {
        return atUs == null ? this : with(new Entry(nextEntry, by, deed, about, atUs, null));
    }

    public ActivityLog noted(OrderEvent event) {
        return switch (event) {
            case OrderEvent.InviteMade made -> noted(event, Deed.INVITE, null);
            case OrderEvent.InviteRevoked revoked -> noted(event, Deed.INVITE_REVOKED, null);
            case OrderEvent.InviteRedeemed redeemed -> noted(event, Deed.INVITE_USED, null);
            case OrderEvent.ControlGranted granted ->
                noted(event, Deed.CONTROL_GRANTED, granted.lease().holder());
            case OrderEvent.ControlEnded ended -> noted(event, Deed.CONTROL_ENDED, ended.holder());
            case OrderEvent.RoleGiven given ->
                noted(event, given.role() == Role.MODERATOR ? Deed.MODERATOR : Deed.GUEST, given.to());
            case OrderEvent.Muted muted -> noted(event, Deed.MUTE, muted.user());
            case OrderEvent.Unmuted heard -> noted(event, Deed.UNMUTE, heard.user());
            case OrderEvent.Banned banned -> banned(banned);
            case OrderEvent.Unbanned back -> noted(event, Deed.UNBAN, back.user());
            case OrderEvent.Undone undone -> undone(undone.entry()).noted(event, Deed.UNDO, null);
            // The queue is shown as it is.
            case OrderEvent.ControlAsked asked -> this;
            case OrderEvent.ControlUnasked unasked -> this;
        };
    }

    /** Also in place of the entry of that number. */
    public ActivityLog with(Entry entry) {
        List<Entry> after = new ArrayList<>(entries.size() + 1);
        for (Entry each : entries) {
            if (each.number() != entry.number()) {
                after.add(entry.movesPlayback() && entry.undoable() && each.movesPlayback() ? each.done() : each);
            }
        }
        after.add(entry);
        after.sort((one, other) -> Long.compare(one.number(), other.number()));
        return new ActivityLog(
                Math.max(nextEntry, entry.number() + 1), after.subList(Math.max(0, after.size() - KEPT), after.size()));
    }

    public Optional<Entry> undoable(long number) {
        return entries.stream()
                .filter(entry -> entry.number() == number && entry.undoable())
                .findFirst();
    }

    /** Those that `before` has not, or has otherwise. */
    public List<Entry> since(ActivityLog before) {
        return entries.stream().filter(entry -> !before.entries.contains(entry)).toList();
    }

    public ActivityLog earlier(long us) {
        return new ActivityLog(
                nextEntry, entries.stream().map(entry -> entry.earlier(us)).toList());
    }

    private ActivityLog banned(OrderEvent.Banned banned) {
        Ban ban = banned.ban();
        return ban.kind() == Ban.Kind.KICK
                ? with(new Entry(nextEntry, banned.by(), Deed.KICK, ban.user(), banned.atUs(), Entry.Before.OUT))
                : noted(banned, Deed.BAN, ban.user());
    }

    private ActivityLog undone(long number) {
        return new ActivityLog(
                nextEntry,
                entries.stream()
                        .map(entry -> entry.number() == number ? entry.done() : entry)
                        .toList());
    }

    private ActivityLog noted(OrderEvent event, Deed deed, @Nullable UserId about) {
        return with(new Entry(nextEntry, event.by(), deed, about, event.atUs(), null));
    }
}

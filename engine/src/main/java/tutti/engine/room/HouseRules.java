package tutti.engine.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Timeline;

/** Opening, entering, settings, closing, and what a room does by itself when the time has come. */
final class HouseRules {
    static Verdict open(NewRoom room, RoomLimits limits, long nowUs) {
        return room.settings().membersMax() > limits.membersMax()
                ? tooMany(limits)
                : Verdict.happens(new RoomEvent.Opened(room, limits.chatKept(), nowUs));
    }

    /** The host and the owner find a place in the fullest room. */
    static boolean isFullFor(OpenRoom room, UserId id, Presence<?> presence, RoomLimits limits) {
        int membersMax = Math.min(room.settings().membersMax(), limits.membersMax());
        return !presence.has(id)
                && presence.total() >= membersMax
                && !id.equals(room.host())
                && !id.equals(room.owner());
    }

    static Verdict settings(OpenRoom room, RoomCommand.ChangeSettings change, RoomLimits limits, long nowUs) {
        if (!ControlRules.mayKeepHouse(room, change.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host changes settings");
        }
        RoomSettings settings;
        try {
            settings = change.patch().on(room.settings());
        } catch (IllegalArgumentException impossible) {
            return Verdict.refused(Refusal.BAD_MESSAGE, String.valueOf(impossible.getMessage()));
        }
        if (settings.membersMax() > limits.membersMax()) {
            return tooMany(limits);
        }
        return settings.equals(room.settings())
                ? Verdict.agreed()
                : Verdict.happens(new RoomEvent.SettingsChanged(change.by(), settings, nowUs));
    }

    /**
     * Only to somebody who is here: a room given to nobody would be nobody's. Who stands in for the owner hands on the
     * standing in; the room itself is the owner's to give.
     */
    static Verdict transfer(OpenRoom room, RoomCommand.Transfer transfer, Presence<?> presence, long nowUs) {
        if (!ControlRules.mayKeepHouse(room, transfer.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host gives the room away");
        }
        if (transfer.to().equals(transfer.by())) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "you are the host already");
        }
        Optional<Newcomer> next = presence.find(transfer.to());
        if (next.isEmpty()) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "whom you name is not in the room");
        }
        DisplayName name = next.get().name();
        RoomEvent given = transfer.by().equals(room.owner())
                ? new RoomEvent.Transferred(transfer.by(), transfer.to(), name, nowUs)
                : new RoomEvent.HostChanged(transfer.to(), name, transfer.by(), nowUs);
        return Verdict.happen(BroadcastRules.andThen(room, StopReason.HOST, given));
    }

    /** Not who stands in for the owner: the owner has the room back on return. */
    static Verdict close(OpenRoom room, UserId by, long nowUs) {
        return !room.permanent() && by.equals(room.owner())
                ? closed(room, CloseReason.HOST, nowUs)
                : Verdict.refused(Refusal.NOT_ALLOWED, "only whose room it is closes it");
    }

    static Verdict closeIfEmpty(OpenRoom room, Presence<?> presence, long nowUs) {
        return room.permanent() || presence.total() > 0
                ? Verdict.refused(Refusal.NOT_ALLOWED, "the room is not empty, or never closed for it")
                : closed(room, CloseReason.EMPTY, nowUs);
    }

    private static Verdict closed(OpenRoom room, CloseReason reason, long nowUs) {
        return Verdict.happen(
                BroadcastRules.andThen(room, StopReason.ROOM_CLOSED, new RoomEvent.Closed(reason, nowUs)));
    }

    /** What happens without anybody asking. `hostSeenUs`: when the host was last known to be here. */
    static List<RoomEvent> due(OpenRoom room, Circumstances now, long hostSeenUs) {
        List<RoomEvent> events = new ArrayList<>();
        Optional<Newcomer> successor = succession(room, now, hostSeenUs);
        successor
                .map(host -> hostChanged(room, host))
                .orElseGet(() ->
                        BroadcastRules.over(room, now, hostSeenUs).stream().toList())
                .forEach(events::add);
        waitOver(room, now).ifPresent(events::add);
        events.addAll(OrderRules.due(room, now));
        return events;
    }

    /** Who heard the timeline on a node that is lost goes on by it; who comes later shall be at the same place. */
    static List<RoomEvent> anchored(OpenRoom room, Anchor anchor) {
        Timeline anchored = room.timeline().anchored(anchor);
        return anchored.equals(room.timeline()) ? List.of() : List.of(ControlRules.moved(anchored));
    }

    /** An owner who is here is host; a host who stays away longer than the grace is followed by who is here longest. */
    private static Optional<Newcomer> succession(OpenRoom room, Circumstances now, long hostSeenUs) {
        if (room.permanent()) {
            return Optional.empty();
        }
        Presence<?> presence = now.presence();
        boolean graceOver = now.nowUs() - hostSeenUs >= now.limits().hostGrace().toNanos() / 1_000;
        Optional<Newcomer> next = presence.find(room.owner())
                .or(() -> presence.find(room.host()))
                .or(() -> graceOver ? presence.longestPresent() : Optional.empty());
        return next.filter(
                host -> !host.id().equals(room.host()) || !host.name().equals(room.hostName()));
    }

    /** The same host under another name goes on broadcasting. */
    private static List<RoomEvent> hostChanged(OpenRoom room, Newcomer host) {
        RoomEvent changed = RoomEvent.HostChanged.byItself(host.id(), host.name());
        return host.id().equals(room.host())
                ? List.of(changed)
                : BroadcastRules.andThen(room, StopReason.HOST_LOST, changed);
    }

    /** A room that waits begins when all are ready, when it has waited long enough, or when it no longer wants to. */
    private static Optional<RoomEvent> waitOver(OpenRoom room, Circumstances now) {
        Timeline timeline = room.timeline();
        if (!timeline.waits()) {
            return Optional.empty();
        }
        Presence<?> presence = now.presence();
        long waitedUs = now.nowUs() - timeline.playback().baseServerUs();
        boolean over = room.settings().waitFor() == RoomSettings.WaitFor.NOBODY
                || (now.gathered() && presence.total() > 0 && presence.everyoneIsReady())
                || waitedUs >= now.limits().readyWait().toNanos() / 1_000;
        return over ? Optional.of(ControlRules.moved(timeline.begin(now.cue()))) : Optional.empty();
    }

    private static Verdict tooMany(RoomLimits limits) {
        return Verdict.refused(Refusal.BAD_MESSAGE, "membersMax is at most " + limits.membersMax() + " here");
    }

    private HouseRules() {}
}

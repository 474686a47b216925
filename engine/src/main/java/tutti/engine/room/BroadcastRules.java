package tutti.engine.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.StopReason;

/** Who may send a room live sound, and when that is over. The sound itself never comes here. */
final class BroadcastRules {
    /** Whose sound is on the air already goes on with it: the upload broke, or comes from another node now. */
    static Verdict start(OpenRoom room, RoomCommand.StartBroadcast start, long nowUs) {
        if (!ControlRules.mayKeepHouse(room, start.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host broadcasts");
        }
        Broadcast before = room.air().broadcast();
        long epoch = room.air().nextEpoch();
        Broadcast next = before != null && before.host().equals(start.by())
                ? before.resumed(epoch, start.feed(), start.origin())
                : new Broadcast(
                        start.broadcast(),
                        epoch,
                        start.by(),
                        start.feed(),
                        room.settings().playout(),
                        start.origin(),
                        nowUs,
                        null);
        return Verdict.happens(new RoomEvent.BroadcastStarted(next));
    }

    static Verdict stop(OpenRoom room, RoomCommand.StopBroadcast stop) {
        if (!ControlRules.mayKeepHouse(room, stop.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host ends a broadcast");
        }
        return stopped(room, StopReason.HOST).map(Verdict::happens).orElseGet(Verdict::agreed);
    }

    /** Word of an upload whose host has resumed meanwhile is old. */
    static Optional<RoomEvent> interrupted(OpenRoom room, RoomCommand.LoseFeed lost, long nowUs) {
        return Optional.ofNullable(room.air().broadcast())
                .filter(broadcast -> broadcast.id().equals(lost.broadcast())
                        && broadcast.epoch() == lost.epoch()
                        && broadcast.waitsSinceUs() == null)
                .map(broadcast -> new RoomEvent.BroadcastInterrupted(nowUs));
    }

    /**
     * A broadcast waits for a host who is gone, or whose upload is. Who is here is not in the journal, so a room that comes up
     * again gives the whole grace anew: meanwhile the sound goes on without it.
     */
    static Optional<RoomEvent> over(OpenRoom room, Circumstances now, long hostSeenUs) {
        Broadcast broadcast = room.air().broadcast();
        if (broadcast == null) {
            return Optional.empty();
        }
        long beforeUs = now.nowUs() - now.limits().broadcastGrace().toNanos() / 1_000;
        boolean away = !now.presence().has(broadcast.host()) && hostSeenUs <= beforeUs;
        boolean waited = broadcast.waitsSinceUs() != null && broadcast.waitsSinceUs() <= beforeUs;
        return away || waited ? stopped(room, StopReason.HOST_LOST) : Optional.empty();
    }

    /** `last` with the end of the broadcast before it, if there is one: nobody sends to a room that is another's, or closed. */
    static List<RoomEvent> andThen(OpenRoom room, StopReason reason, RoomEvent last) {
        List<RoomEvent> events = new ArrayList<>();
        stopped(room, reason).ifPresent(events::add);
        events.add(last);
        return events;
    }

    private static Optional<RoomEvent> stopped(OpenRoom room, StopReason reason) {
        return Optional.ofNullable(room.air().broadcast())
                .map(broadcast -> new RoomEvent.BroadcastStopped(broadcast.id(), reason));
    }

    private BroadcastRules() {}
}

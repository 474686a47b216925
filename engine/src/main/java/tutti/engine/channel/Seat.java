package tutti.engine.channel;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.id.BroadcastId;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;

/** A local member's place: with an outbox, or kept for a moment without. Belongs to one channel's thread. */
final class Seat {
    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

    private final Newcomer newcomer;
    /** News held back before the member came is in the view they were seated with. */
    private final long seatedAt;

    private @Nullable Outbox outbox;
    private @Nullable MemberReport report;
    private long reportedAtUs;

    Seat(Newcomer newcomer, Outbox outbox, long seatedAt) {
        this.newcomer = newcomer;
        this.outbox = outbox;
        this.seatedAt = seatedAt;
    }

    /** As told when the room last heard of them from here. */
    Newcomer newcomer() {
        return newcomer;
    }

    boolean isTaken() {
        return outbox != null;
    }

    boolean isOf(Outbox outbox) {
        return outbox.equals(this.outbox);
    }

    boolean heardBefore(long position) {
        return position <= seatedAt;
    }

    void seated(Member you, RoomView view) {
        guarded(outbox, to -> {
            to.seated(you, view);
            return true;
        });
    }

    /** False when the member cannot take it. */
    boolean offer(String frame) {
        return guarded(outbox, to -> to.offer(frame));
    }

    void onAir(Broadcast broadcast) {
        guarded(outbox, to -> {
            to.onAir(broadcast);
            return true;
        });
    }

    void offAir(BroadcastId broadcast) {
        guarded(outbox, to -> {
            to.offAir(broadcast);
            return true;
        });
    }

    void settingsChanged(RoomSettings settings) {
        guarded(outbox, to -> {
            to.settingsChanged(settings);
            return true;
        });
    }

    /** The seat stays, without its outbox. */
    void ended(Outbox.Ending ending) {
        Outbox last = outbox;
        outbox = null;
        guarded(last, to -> {
            to.ended(ending);
            return true;
        });
    }

    /** One broken socket must not stop the others' news. */
    private boolean guarded(@Nullable Outbox to, Predicate<Outbox> act) {
        try {
            return to == null || act.test(to);
        } catch (RuntimeException broken) {
            LOG.warn("an outbox threw, user={}", newcomer.id(), broken);
            return false;
        }
    }

    void vacate() {
        outbox = null;
    }

    void reported(MemberReport report, long nowUs) {
        this.report = report;
        reportedAtUs = nowUs;
    }

    @Nullable
    MemberReport reportSince(long us) {
        return reportedAtUs >= us ? report : null;
    }
}

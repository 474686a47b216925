package tutti.engine.channel;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.clock.ClockOffset;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomToChannel;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.timeline.Anchor;

/**
 * The line between a channel and its room: what the channel has heard, and whether anything is missing. A beat goes first,
 * so that the clock offset to the room's node is known before any instant of it is read; only its answer leads to Attach.
 */
final class RoomLink {
    /** One wrong count may be somebody leaving while the beat was on its way. */
    private static final int MISCOUNTS_MAX = 1;

    private final RecipientRef<RoomCommand> entity;
    private final ActorRef<RoomToChannel> ear;
    private final Clock clock;

    private ClockOffset offset = new ClockOffset();
    private long offsetOf;
    private @Nullable NodeRoom copy;
    private boolean attaching;
    private int miscounts;
    private long beatUs;
    private boolean answered;

    RoomLink(RecipientRef<RoomCommand> entity, ActorRef<RoomToChannel> ear, Clock clock) {
        this.entity = entity;
        this.ear = ear;
        this.clock = clock;
    }

    /** Null until the room has told us. */
    @Nullable
    NodeRoom copy() {
        return copy;
    }

    /** An Attach that is not answered by now got lost, or is asked for again. */
    void beat(int memberCount, double rttP95Ms) {
        attaching = false;
        answered = false;
        beatUs = clock.nowUs();
        entity.tell(new RoomCommand.Beat(ear, memberCount, Math.round(rttP95Ms * 1_000), beatUs));
    }

    /** Whether the last beat was: one that went to a node that is lost never will be. */
    boolean isAnswered() {
        return answered;
    }

    void attach(List<Newcomer> members, List<UserId> waiting) {
        attach(members, waiting, copy == null ? null : copy.anchor(offsetOf, offset));
    }

    /** Once the room has heard by which instants its channels go on, and has chosen: what it says now holds for all. */
    void attachAsTold(List<Newcomer> members, List<UserId> waiting) {
        attach(members, waiting, null);
    }

    private void attach(List<Newcomer> members, List<UserId> waiting, @Nullable Anchor anchor) {
        attaching = true;
        miscounts = 0;
        entity.tell(new RoomCommand.Attach(ear, members, waiting, anchor));
    }

    void admit(Entrance entrance) {
        entity.tell(new RoomCommand.Admit(ear, entrance.newcomer(), entrance.pass(), entrance.ticket()));
    }

    void depart(UserId user) {
        entity.tell(new RoomCommand.Depart(ear, user));
    }

    /** Whether something is missing, on one side or the other, and Attach is due. */
    boolean isBehind(RoomToChannel.Beaten beaten, int memberCount) {
        if (offsetOf != beaten.incarnation()) {
            offset = new ClockOffset();
            offsetOf = beaten.incarnation();
        }
        answered |= beaten.sentUs() == beatUs;
        offset.add(beaten.sentUs(), beaten.receivedUs(), beaten.answeredUs(), clock.nowUs());
        NodeRoom heard = copy;
        if (attaching || !offset.isKnown()) {
            return false;
        }
        if (heard == null || heard.incarnation() != beaten.incarnation() || heard.newsSeq() < beaten.newsSeq()) {
            return true;
        }
        copy = heard.withOffset(offset.offsetUs());
        miscounts = beaten.memberCount() == memberCount ? 0 : miscounts + 1;
        return beaten.memberCount() < 0 || miscounts > MISCOUNTS_MAX;
    }

    /** Only the last beat's answer leads to another: of answers that pile up, each would keep a beat of its own going. */
    boolean wantsClock(RoomToChannel.Beaten beaten) {
        return beaten.sentUs() == beatUs && offset.wantsMore();
    }

    /** False when it is of a room whose clock we do not know: it has moved, and will be asked again. */
    boolean hear(RoomToChannel.Attached told) {
        attaching = false;
        if (told.incarnation() != offsetOf || !offset.isKnown()) {
            return false;
        }
        copy = copy == null ? NodeRoom.first(told, offset.offsetUs()) : copy.anew(told, offset.offsetUs());
        return true;
    }

    /** News of another incarnation, or with a gap before it, is not for this copy: the room has to tell all anew. */
    Heard hear(RoomToChannel.News told) {
        NodeRoom before = copy;
        if (before == null || told.incarnation() != before.incarnation()) {
            return Heard.NOTHING;
        }
        if (told.newsSeq() != before.newsSeq() + 1) {
            return told.newsSeq() <= before.newsSeq() || attaching ? Heard.NOTHING : Heard.GAP;
        }
        RoomNews toTell = before.toTell(told.news(), offset.offsetUs());
        copy = before.after(told.news(), told.newsSeq(), offset.offsetUs());
        return new Heard(toTell, false);
    }

    void settle() {
        copy = copy == null ? null : copy.settled();
    }

    record Heard(@Nullable RoomNews toTell, boolean gap) {
        static final Heard NOTHING = new Heard(null, false);
        static final Heard GAP = new Heard(null, true);
    }
}

package tutti.engine.channel;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.UserId;
import tutti.engine.room.Flow;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomToChannel;
import tutti.engine.room.presence.Arrival;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.timeline.Timeline;

/** Those of this node who are in the room, want in, or may be back in a moment. */
final class People {
    private final TimerScheduler<ChannelCommand> timers;
    private final RoomLink link;
    private final Clock clock;
    private final NewsEncoder encoder;
    private final ChannelSettings settings;
    private final Flow presence = Flow.ofPresence();
    private final Door door = new Door();
    private final Seats seats;

    People(TimerScheduler<ChannelCommand> timers, RoomLink link, Surroundings surroundings) {
        this.timers = timers;
        this.link = link;
        this.clock = surroundings.clock();
        this.encoder = surroundings.encoder();
        this.settings = surroundings.settings();
        this.seats = new Seats(encoder);
    }

    int seated() {
        return seats.count();
    }

    boolean isEmpty() {
        return seats.count() == 0 && door.isEmpty();
    }

    RoomFigures figures() {
        return Reports.of(seats.all(), clock.nowUs());
    }

    void enter(Visit.Enter enter) {
        Arrival arrival = enter.arrival();
        Member known = known(arrival.user());
        long joinedAtMs = known == null ? clock.nowMs() : known.joinedAtMs();
        Newcomer newcomer = new Newcomer(arrival.user(), arrival.name(), false, joinedAtMs, arrival.network());
        Entrance entrance = door.stand(newcomer, arrival.pass(), enter.outbox());
        ChannelCommand expired = new ChannelCommand.EntranceExpired(entrance.ticket());
        timers.startSingleTimer(expired, expired, settings.enterWithin());
        if (link.copy() != null) {
            ask(entrance);
        }
    }

    void leave(Visit.Leave leave) {
        Entrance entrance = door.of(leave.user());
        if (entrance != null && entrance.outbox().equals(leave.outbox())) {
            door.leave(entrance.ticket());
        }
        Seat seat = seats.of(leave.user());
        if (seat != null && seat.isOf(leave.outbox())) {
            seat.vacate();
            if (leave.meant()) {
                depart(leave.user());
            } else {
                keepPlace(leave.user());
            }
        }
    }

    void report(Visit.Report report) {
        Seat seat = seats.of(report.user());
        if (seat != null) {
            seat.reported(report.report(), clock.nowUs());
        }
    }

    /** The room is there, or there again: what was asked of it before may have been lost. */
    void askAll() {
        door.all().forEach(this::ask);
    }

    void admitted(RoomToChannel.Admitted admitted) {
        Entrance entrance = door.at(admitted.ticket());
        if (entrance != null) {
            door.update(entrance.whenAdmitted());
            seatIfAdmitted(admitted.userId());
        } else if (seats.of(admitted.userId()) == null && door.of(admitted.userId()) == null) {
            // They went before the room let them in.
            link.depart(admitted.userId());
        }
    }

    void turned(long ticket, Refusal refusal) {
        Entrance entrance = door.leave(ticket);
        if (entrance != null) {
            entrance.outbox().ended(new Outbox.Ending.Turned(refusal));
        }
    }

    void superseded(UserId user) {
        Seat seat = seats.of(user);
        if (seat != null) {
            seats.remove(user);
            seat.ended(new Outbox.Ending.Replaced());
        }
    }

    /** They are out of the room already, which tells the others. */
    void expelled(UserId user, Refusal refusal) {
        Entrance entrance = door.of(user);
        if (entrance != null) {
            turned(entrance.ticket(), refusal);
        }
        Seat seat = seats.of(user);
        if (seat != null) {
            timers.cancel(new ChannelCommand.PlaceExpired(user));
            seats.remove(user);
            seat.ended(new Outbox.Ending.Turned(refusal));
        }
    }

    void placeExpired(UserId user) {
        Seat seat = seats.of(user);
        if (seat != null && !seat.isTaken()) {
            depart(user);
        }
    }

    /** The copy has all of it already: whoever is let in by one piece is seated after the last, and hears none twice. */
    void tell(List<RoomNews> news) {
        NodeRoom copy = link.copy();
        // A crowd may just have left a room that is not large any more.
        List<UserId> subjects = news.stream()
                .filter(RoomNews.OfMember.class::isInstance)
                .map(piece -> ((RoomNews.OfMember) piece).subject())
                .toList();
        boolean large = subjects.size() > settings.thinAbove()
                || (copy != null && copy.heard().members().size() > settings.thinAbove());
        for (RoomNews piece : news) {
            // A few who come and go without end are as loud as a crowd, and need no large room for it.
            boolean held = piece instanceof RoomNews.OfMember && (large || !presence.takes(clock.nowUs()));
            seats.tell(piece, held).forEach(this::keepPlace);
        }
        if (seats.isHolding() && !timers.isTimerActive(ChannelCommand.Tick.THINNED)) {
            timers.startSingleTimer(ChannelCommand.Tick.THINNED, ChannelCommand.Tick.THINNED, settings.thinEvery());
        }
        subjects.forEach(this::seatIfAdmitted);
    }

    void tellHeld() {
        NodeRoom copy = link.copy();
        if (copy != null) {
            seats.tellHeld(copy.heard().members()).forEach(this::keepPlace);
        }
    }

    void remind(Timeline timeline) {
        if (seats.count() > 0) {
            seats.remind(encoder.resync(timeline)).forEach(this::keepPlace);
        }
    }

    void end(Outbox.Ending seated, Refusal waiting) {
        seats.endAll(seated);
        door.turnAway(waiting);
    }

    /** As the room last told of them. */
    List<Newcomer> members() {
        List<Newcomer> members = new ArrayList<>();
        for (Seat seat : seats.all()) {
            Member known = known(seat.newcomer().id());
            members.add(
                    known == null
                            ? seat.newcomer()
                            : new Newcomer(
                                    known.id(),
                                    known.name(),
                                    known.ready(),
                                    known.joinedAtMs(),
                                    seat.newcomer().network()));
        }
        return members;
    }

    /** Whom the room was asked to admit and who is not seated. */
    List<UserId> waiting() {
        return door.all().stream()
                .filter(Entrance::asked)
                .map(entrance -> entrance.newcomer().id())
                .filter(user -> seats.of(user) == null)
                .toList();
    }

    private void ask(Entrance entrance) {
        door.update(entrance.whenAsked());
        link.admit(entrance);
    }

    /** The news that they are in comes before; should it ever not, they wait for it. */
    private void seatIfAdmitted(UserId user) {
        Entrance entrance = door.of(user);
        Member you = known(user);
        NodeRoom copy = link.copy();
        if (entrance != null && entrance.admitted() && you != null && copy != null) {
            door.leave(entrance.ticket());
            timers.cancel(new ChannelCommand.EntranceExpired(entrance.ticket()));
            timers.cancel(new ChannelCommand.PlaceExpired(user));
            seats.take(entrance.newcomer(), entrance.outbox(), you, copy.view());
        }
    }

    /** Their socket is gone, but they may be back in a moment. */
    private void keepPlace(UserId user) {
        ChannelCommand expired = new ChannelCommand.PlaceExpired(user);
        timers.startSingleTimer(expired, expired, settings.memberLinger());
    }

    private void depart(UserId user) {
        if (door.of(user) != null) {
            // They are coming in again: the room would take this for the later of the two.
            keepPlace(user);
            return;
        }
        timers.cancel(new ChannelCommand.PlaceExpired(user));
        seats.remove(user);
        link.depart(user);
    }

    private @Nullable Member known(UserId user) {
        NodeRoom copy = link.copy();
        return copy == null ? null : copy.member(user);
    }
}

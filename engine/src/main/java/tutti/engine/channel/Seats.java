package tutti.engine.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomView;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;

/** A room's members on one node. Each frame is encoded once; whoever cannot take it loses the socket, and only they. */
final class Seats {
    private final Map<UserId, Seat> seats = new LinkedHashMap<>();
    private final HeldNews held = new HeldNews();
    private final NewsEncoder encoder;
    private long position;

    Seats(NewsEncoder encoder) {
        this.encoder = encoder;
    }

    @Nullable
    Seat of(UserId user) {
        return seats.get(user);
    }

    Collection<Seat> all() {
        return seats.values();
    }

    int count() {
        return seats.size();
    }

    void take(Newcomer newcomer, Outbox outbox, Member you, RoomView view) {
        Seat before = seats.get(newcomer.id());
        if (before != null && !before.isOf(outbox)) {
            before.ended(new Outbox.Ending.Replaced());
        }
        Seat seat = new Seat(newcomer, outbox, position);
        seats.put(newcomer.id(), seat);
        seat.seated(you, view);
    }

    void remove(UserId user) {
        seats.remove(user);
    }

    /** Returns those who were too slow: their outboxes are ended, their seats kept. In a large room presence is held. */
    List<UserId> tell(RoomNews news, boolean inLargeRoom) {
        long told = ++position;
        UserId subject = HeldNews.subject(news);
        if (subject != null && (inLargeRoom || held.holds(subject))) {
            held.hold(subject, news, told);
            return List.of();
        }
        List<UserId> slow = offer(encoder.encode(news), seat -> !seat.heardBefore(told));
        if (news instanceof RoomNews.BroadcastStarted started) {
            seats.values().forEach(seat -> seat.onAir(started.broadcast()));
        } else if (news instanceof RoomNews.BroadcastStopped stopped) {
            seats.values().forEach(seat -> seat.offAir(stopped.broadcast()));
        } else if (news instanceof RoomNews.SettingsChanged changed) {
            seats.values().forEach(seat -> seat.settingsChanged(changed.settings()));
        }
        return slow;
    }

    List<UserId> remind(String resync) {
        return offer(resync, seat -> true);
    }

    /** Somebody sees to it that {@link #tellHeld} follows. */
    boolean isHolding() {
        return !held.isEmpty();
    }

    /** `here` is everyone in the room by now. What somebody changed is told one by one all the same. */
    List<UserId> tellHeld(List<Member> here) {
        List<HeldNews.Held> released = held.release();
        boolean crowd = HeldNews.isOfCrowd(released);
        List<UserId> slow = new ArrayList<>();
        if (crowd) {
            long last = released.getLast().position();
            slow.addAll(offer(encoder.presence(here), seat -> !seat.heardBefore(last)));
        }
        for (HeldNews.Held each : released) {
            if (!crowd || !each.comesOrGoes()) {
                slow.addAll(offer(encoder.encode(each.news()), seat -> !seat.heardBefore(each.position())));
            }
        }
        return slow;
    }

    void endAll(Outbox.Ending ending) {
        seats.values().forEach(seat -> seat.ended(ending));
        seats.clear();
    }

    private List<UserId> offer(String frame, Predicate<Seat> hears) {
        List<UserId> slow = List.of();
        for (Seat seat : seats.values()) {
            if (hears.test(seat) && !seat.offer(frame)) {
                seat.ended(new Outbox.Ending.TooSlow());
                slow = new ArrayList<>(slow);
                slow.add(seat.newcomer().id());
            }
        }
        return slow;
    }
}

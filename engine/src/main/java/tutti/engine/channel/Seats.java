package tutti.engine.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

    /** Returns those who were too slow: their outboxes are ended, their seats kept. Presence may be held, and is while some is: its totals would go back. */
    List<UserId> tell(RoomNews news, boolean hold) {
        long told = ++position;
        UserId subject = HeldNews.subject(news);
        if (subject != null && (hold || isHolding())) {
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

    /** `here` is everyone in the room by now. What somebody changed is told by name all the same. */
    List<UserId> tellHeld(List<Member> here) {
        List<HeldNews.Held> released = held.release();
        if (!HeldNews.isOfCrowd(released)) {
            return tellTogether(released, here.size());
        }
        long last = released.getLast().position();
        List<UserId> slow = new ArrayList<>(offer(encoder.presence(here), seat -> !seat.heardBefore(last)));
        List<HeldNews.Held> others =
                released.stream().filter(each -> !each.comesOrGoes()).toList();
        slow.addAll(tellTogether(others, here.size()));
        return slow;
    }

    /** One frame for all, save for whoever was seated in between: they are told one by one what they did not hear. */
    private List<UserId> tellTogether(List<HeldNews.Held> released, int total) {
        if (released.isEmpty()) {
            return List.of();
        }
        List<UserId> slow = new ArrayList<>();
        long first = released.getFirst().position();
        if (released.size() > 1) {
            List<RoomNews> news = released.stream().map(HeldNews.Held::news).toList();
            slow.addAll(offer(encoder.together(news, total), seat -> !seat.heardBefore(first)));
        }
        boolean single = released.size() == 1;
        for (HeldNews.Held each : released) {
            slow.addAll(offer(
                    () -> encoder.encode(each.news()),
                    seat -> (single || seat.heardBefore(first)) && !seat.heardBefore(each.position())));
        }
        return slow;
    }

    void endAll(Outbox.Ending ending) {
        seats.values().forEach(seat -> seat.ended(ending));
        seats.clear();
    }

    private List<UserId> offer(String frame, Predicate<Seat> hears) {
        return offer(() -> frame, hears);
    }

    /** The frame is made when somebody is to hear it. */
    private List<UserId> offer(Supplier<String> made, Predicate<Seat> hears) {
        List<UserId> slow = List.of();
        String frame = null;
        for (Seat seat : seats.values()) {
            if (!hears.test(seat)) {
                continue;
            }
            frame = frame == null ? made.get() : frame;
            if (!seat.offer(frame)) {
                seat.ended(new Outbox.Ending.TooSlow());
                slow = new ArrayList<>(slow);
                slow.add(seat.newcomer().id());
            }
        }
        return slow;
    }
}

package tutti.engine.channel;

import static java.util.stream.Collectors.partitioningBy;

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
    /** Who is here, 200 at most by name, takes no more bytes than so many who came. */
    private static final int GUESTS_BY_NAME_MAX = 250;

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

    /**
     * Returns those who were too slow: their outboxes are ended, their seats kept. Presence may be held, and is while some is: its
     * totals would go back.
     */
    List<UserId> tell(RoomNews news, boolean hold) {
        long told = ++position;
        if (news instanceof RoomNews.OfMember ofMember && (hold || isHolding())) {
            held.hold(ofMember, told);
            return List.of();
        }
        List<UserId> slow = offer(encoder.encode(news), told);
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

    /**
     * `here` is everyone in the room by now. Guests are told of in one frame. Whoever was seated since the first of it hears some
     * of it for the second time, which changes nothing: it is the latest of each.
     */
    List<UserId> tellHeld(List<Member> here) {
        Map<Boolean, List<HeldNews.Held>> released =
                held.release().stream().collect(partitioningBy(HeldNews.Held::isOfGuest));
        List<UserId> slow = new ArrayList<>();
        List<HeldNews.Held> guests = released.getOrDefault(true, List.of());
        if (!guests.isEmpty()) {
            slow.addAll(offer(ofGuests(guests, here), guests.getLast().position()));
        }
        for (HeldNews.Held each : released.getOrDefault(false, List.of())) {
            slow.addAll(offer(encoder.encode(each.news().withTotal(here.size())), each.position()));
        }
        return slow;
    }

    private String ofGuests(List<HeldNews.Held> guests, List<Member> here) {
        if (guests.size() > GUESTS_BY_NAME_MAX) {
            return encoder.presence(here);
        }
        List<RoomNews.OfMember> news =
                guests.stream().map(each -> each.news().withTotal(here.size())).toList();
        return news.size() == 1 ? encoder.encode(news.getFirst()) : encoder.together(news, here.size());
    }

    void endAll(Outbox.Ending ending) {
        seats.values().forEach(seat -> seat.ended(ending));
        seats.clear();
    }

    private List<UserId> offer(String frame, long position) {
        return offer(frame, seat -> !seat.heardBefore(position));
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

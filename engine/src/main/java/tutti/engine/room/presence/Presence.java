package tutti.engine.room.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tutti.engine.id.UserId;

/**
 * Who is in a room, and on which of the channels `C`. A value: every change gives another. How many fit is the room's to
 * say, before anybody is seated.
 */
public final class Presence<C> {
    private static final Comparator<Newcomer> BY_ARRIVAL = Comparator.comparingLong(Newcomer::joinedAtMs)
            .thenComparing(newcomer -> newcomer.id().value());

    private final Map<UserId, Seat<C>> seats;

    /** Someone's place: what is known of them, and the channel their socket hangs on. */
    public record Seat<C>(Newcomer who, C channel) {}

    private Presence(Map<UserId, Seat<C>> seats) {
        this.seats = seats;
    }

    public static <C> Presence<C> nobody() {
        return new Presence<>(Map.of());
    }

    /** The user has their one seat on this channel now, whatever channel it was on; they keep their time of arrival. */
    public Presence<C> seated(C channel, Newcomer newcomer) {
        Map<UserId, Seat<C>> after = new LinkedHashMap<>(seats);
        put(after, channel, newcomer);
        return new Presence<>(after);
    }

    /** Someone whose seat has moved to another channel stays. */
    public Presence<C> left(C channel, UserId id) {
        if (!channel.equals(channelOf(id).orElse(null))) {
            return this;
        }
        Map<UserId, Seat<C>> after = new LinkedHashMap<>(seats);
        after.remove(id);
        return new Presence<>(after);
    }

    /** The channel's people are these and no others; a user with a seat on another channel keeps that one. */
    public Presence<C> attached(C channel, Collection<Newcomer> newcomers) {
        Map<UserId, Seat<C>> after = new LinkedHashMap<>(seats);
        Set<UserId> stay = new HashSet<>();
        for (Newcomer newcomer : newcomers) {
            Seat<C> seat = seats.get(newcomer.id());
            if (seat == null || seat.channel().equals(channel)) {
                stay.add(newcomer.id());
                put(after, channel, newcomer);
            }
        }
        after.values()
                .removeIf(seat -> seat.channel().equals(channel)
                        && !stay.contains(seat.who().id()));
        return new Presence<>(after);
    }

    public Presence<C> ready(UserId id, boolean ready) {
        Seat<C> seat = seats.get(id);
        if (seat == null || seat.who().ready() == ready) {
            return this;
        }
        Newcomer who = seat.who();
        return seated(seat.channel(), new Newcomer(id, who.name(), ready, who.joinedAtMs(), who.network()));
    }

    public Optional<Newcomer> find(UserId id) {
        return Optional.ofNullable(seats.get(id)).map(Seat::who);
    }

    public Optional<C> channelOf(UserId id) {
        return Optional.ofNullable(seats.get(id)).map(Seat::channel);
    }

    public boolean has(UserId id) {
        return seats.containsKey(id);
    }

    public int total() {
        return seats.size();
    }

    public int countOn(C channel) {
        return Math.toIntExact(seats.values().stream()
                .filter(seat -> seat.channel().equals(channel))
                .count());
    }

    public boolean everyoneIsReady() {
        return seats.values().stream().allMatch(seat -> seat.who().ready());
    }

    public List<Newcomer> inOrderOfArrival() {
        List<Newcomer> everyone = new ArrayList<>();
        seats.values().forEach(seat -> everyone.add(seat.who()));
        everyone.sort(BY_ARRIVAL);
        return everyone;
    }

    public Optional<Newcomer> longestPresent() {
        return seats.values().stream().map(Seat::who).min(BY_ARRIVAL);
    }

    private static <C> void put(Map<UserId, Seat<C>> seats, C channel, Newcomer newcomer) {
        Seat<C> before = seats.get(newcomer.id());
        long joinedAtMs =
                before == null ? newcomer.joinedAtMs() : Math.min(before.who().joinedAtMs(), newcomer.joinedAtMs());
        seats.put(
                newcomer.id(),
                new Seat<>(
                        new Newcomer(newcomer.id(), newcomer.name(), newcomer.ready(), joinedAtMs, newcomer.network()),
                        channel));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Presence<?> that && Objects.equals(seats, that.seats);
    }

    @Override
    public int hashCode() {
        return seats.hashCode();
    }
}

package tutti.engine.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.chat.Pace;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Presence;

/**
 * What a room knows that does not outlive a restart: the channels attached, the people on them, the count of its news. A
 * new audience is a new incarnation, in which the channels find themselves unknown and attach again.
 */
final class Audience {
    /** The channels beat each second: whoever is not back after this was not here. */
    private static final long GATHERED_AFTER_US = 3_000_000;

    private static final long OCCUPANCY_EVERY_US = 10_000_000;

    /** It looks around each second. Longer in between, and it waited for its journal, or its node stood still. */
    private static final long LOOKS_WITHIN_US = 1_500_000;

    private final RoomId id;
    private final RoomLimits limits;
    private final Clock clock;
    private final Occupancy occupancy;
    private final long incarnation;
    private final long sinceUs;
    private final Map<ActorRef<RoomToChannel>, Line> lines = new LinkedHashMap<>();
    private final Pace pace = new Pace();
    private final Flow talk = Flow.ofLines();
    private final Flow applause = Flow.ofReactions();
    private final Budget budget = new Budget();
    private Presence<ActorRef<RoomToChannel>> presence = Presence.nobody();
    private long newsSeq;
    private long hostSeenUs;
    private long occupancyToldUs;
    private long lookedUs;
    private long listensSinceUs;

    /** One attached channel; there are no more of them than nodes. */
    private record Line(long heardUs, long rttP95Us) {}

    Audience(RoomId id, RoomLimits limits, Clock clock, Occupancy occupancy, long incarnation) {
        this.id = id;
        this.limits = limits;
        this.clock = clock;
        this.occupancy = occupancy;
        this.incarnation = incarnation;
        this.sinceUs = clock.nowUs();
        this.hostSeenUs = sinceUs;
        this.occupancyToldUs = sinceUs;
        this.lookedUs = sinceUs;
        this.listensSinceUs = sinceUs;
    }

    /** The channel learns the outcome by its snapshot, the others by news. */
    void attach(OpenRoom room, RoomCommand.Attach attach) {
        ActorRef<RoomToChannel> channel = attach.channel();
        hear(channel, rttP95Us(channel));
        List<Newcomer> members = new ArrayList<>();
        for (Newcomer newcomer : attach.members()) {
            AccessRules.keptOut(room, newcomer, clock.nowMs())
                    .ifPresentOrElse(
                            out -> channel.tell(new RoomToChannel.Expelled(newcomer.id(), out)),
                            () -> members.add(newcomer));
        }
        for (UserId waiting : attach.waiting()) {
            presence.find(waiting).filter(here -> isOn(channel, here)).ifPresent(members::add);
        }
        Presence<ActorRef<RoomToChannel>> after = presence.attached(channel, members);
        for (Newcomer newcomer : members) {
            if (!after.channelOf(newcomer.id()).filter(channel::equals).isPresent()) {
                channel.tell(new RoomToChannel.Superseded(newcomer.id()));
            }
        }
        seat(
                room,
                after,
                channels().stream().filter(other -> !other.equals(channel)).toList());
        channel.tell(new RoomToChannel.Attached(incarnation, newsSeq, room.view(id, presence, clock.nowUs())));
    }

    void admit(OpenRoom room, RoomCommand.Admit admit) {
        ActorRef<RoomToChannel> channel = admit.channel();
        Newcomer newcomer = admit.newcomer();
        hear(channel, rttP95Us(channel));
        Optional<Refusal> turned =
                AccessRules.turnedAway(room, newcomer, admit.pass(), presence, limits, clock.nowMs());
        if (turned.isPresent()) {
            channel.tell(new RoomToChannel.Turned(admit.ticket(), turned.get()));
            return;
        }
        presence.channelOf(newcomer.id())
                .filter(former -> !former.equals(channel))
                .ifPresent(former -> former.tell(new RoomToChannel.Superseded(newcomer.id())));
        seat(room, presence.seated(channel, newcomer));
        channel.tell(new RoomToChannel.Admitted(admit.ticket(), newcomer.id()));
    }

    /** Whoever is here and may not be any more goes. */
    void expel(OpenRoom room) {
        Presence<ActorRef<RoomToChannel>> after = presence;
        for (Newcomer here : presence.inOrderOfArrival()) {
            Optional<Refusal> out = AccessRules.keptOut(room, here, clock.nowMs());
            Optional<ActorRef<RoomToChannel>> channel = presence.channelOf(here.id());
            if (out.isPresent() && channel.isPresent()) {
                channel.get().tell(new RoomToChannel.Expelled(here.id(), out.get()));
                after = after.left(channel.get(), here.id());
            }
        }
        seat(room, after);
    }

    void seat(OpenRoom room, Presence<ActorRef<RoomToChannel>> after) {
        seat(room, after, channels());
    }

    private void seat(OpenRoom room, Presence<ActorRef<RoomToChannel>> after, List<ActorRef<RoomToChannel>> listeners) {
        List<RoomNews> news = Announcements.between(presence, after, room);
        if (presence.has(room.host()) || after.has(room.host())) {
            hostSeenUs = clock.nowUs();
        }
        boolean moreOrFewer = presence.total() != after.total();
        presence = after;
        tell(news, listeners);
        if (moreOrFewer) {
            tellOccupancy();
        }
    }

    void beat(RoomCommand.Beat beat) {
        long receivedUs = clock.nowUs();
        ActorRef<RoomToChannel> channel = beat.channel();
        boolean known = knows(channel);
        if (known) {
            hear(channel, beat.rttP95Us());
        }
        channel.tell(new RoomToChannel.Beaten(
                incarnation,
                newsSeq,
                known ? presence.countOn(channel) : -1,
                beat.sentUs(),
                receivedUs,
                clock.nowUs()));
    }

    /** The channel, and the people on it, are gone. */
    void lose(OpenRoom room, ActorRef<RoomToChannel> channel) {
        lines.remove(channel);
        seat(room, presence.attached(channel, List.of()));
    }

    /** Nobody is here any more, and nobody is told. */
    void disperse() {
        lines.clear();
        presence = Presence.nobody();
        tellOccupancy();
    }

    /** To be asked each second. What a room was told while it did not listen it hears only after this. */
    List<ActorRef<RoomToChannel>> silent() {
        long nowUs = clock.nowUs();
        if (nowUs - lookedUs > LOOKS_WITHIN_US) {
            listensSinceUs = nowUs;
        }
        lookedUs = nowUs;
        long beforeUs = nowUs - limits.channelLostAfter().toNanos() / 1_000;
        return lines.entrySet().stream()
                .filter(line -> Math.max(line.getValue().heardUs(), listensSinceUs) < beforeUs)
                .map(Map.Entry::getKey)
                .toList();
    }

    void refreshOccupancy() {
        if (presence.total() > 0 && clock.nowUs() - occupancyToldUs >= OCCUPANCY_EVERY_US) {
            tellOccupancy();
        }
    }

    void tell(List<RoomNews> news) {
        tell(news, channels());
    }

    /** All news counts, also for a channel that is spared it: what that one is sent instead has the count in it. */
    private void tell(List<RoomNews> news, List<ActorRef<RoomToChannel>> listeners) {
        for (RoomNews piece : news) {
            newsSeq++;
            listeners.forEach(channel -> channel.tell(new RoomToChannel.News(incarnation, newsSeq, piece)));
        }
    }

    /** The slowest of the nodes' slow ends: a change is scheduled so that they can make it too. */
    long rttP95Us() {
        return lines.values().stream().mapToLong(Line::rttP95Us).max().orElse(0);
    }

    Presence<ActorRef<RoomToChannel>> presence() {
        return presence;
    }

    Pace pace() {
        return pace;
    }

    Budget budget() {
        return budget;
    }

    Flow talk() {
        return talk;
    }

    Flow applause() {
        return applause;
    }

    long hostSeenUs() {
        return hostSeenUs;
    }

    boolean hasGathered() {
        return clock.nowUs() - sinceUs >= GATHERED_AFTER_US;
    }

    boolean isDeserted() {
        return lines.isEmpty();
    }

    boolean knows(ActorRef<RoomToChannel> channel) {
        return lines.containsKey(channel);
    }

    private boolean isOn(ActorRef<RoomToChannel> channel, Newcomer member) {
        return presence.channelOf(member.id()).filter(channel::equals).isPresent();
    }

    private List<ActorRef<RoomToChannel>> channels() {
        return List.copyOf(lines.keySet());
    }

    private void hear(ActorRef<RoomToChannel> channel, long rttP95Us) {
        lines.put(channel, new Line(clock.nowUs(), rttP95Us));
    }

    private long rttP95Us(ActorRef<RoomToChannel> channel) {
        Line line = lines.get(channel);
        return line == null ? 0 : line.rttP95Us();
    }

    private void tellOccupancy() {
        occupancyToldUs = clock.nowUs();
        occupancy.changed(id, presence.total());
    }
}

package tutti.engine.channel;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomToChannel;

/**
 * One room on one node: keeps the node's copy by what the room tells, hands each piece of news to the members here, and
 * tells the room who they are. A room that cannot be reached costs nobody the seat: the beats find it again, and what was
 * missed is made up for.
 *
 * <pre>
 *   room ──Beaten, Attached, News──────▶ link (copy) ──▶ people ──frames──▶ outboxes
 *   room ◀──Beat, Attach, Admit, Depart── link ◀──────── people ◀──visits── sockets
 * </pre>
 */
final class RoomChannel {
    private final ActorContext<ChannelCommand> context;
    private final ActorRef<RegistryCommand> registry;
    private final RoomId room;
    private final Showcase showcase;
    private final Clock clock;
    private final ChannelSettings settings;
    private final RoomLink link;
    private final People people;
    private final Readers readers = new Readers();
    private final TimerScheduler<ChannelCommand> timers;

    private RoomFigures figures = new RoomFigures(0, 0, 0, 0);
    private long served;
    private long neededUs;

    static Behavior<ChannelCommand> create(
            RoomId room, Showcase showcase, ActorRef<RegistryCommand> registry, Surroundings surroundings) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new RoomChannel(context, timers, room, showcase, registry, surroundings).begin()));
    }

    private RoomChannel(
            ActorContext<ChannelCommand> context,
            TimerScheduler<ChannelCommand> timers,
            RoomId room,
            Showcase showcase,
            ActorRef<RegistryCommand> registry,
            Surroundings surroundings) {
        this.context = context;
        this.timers = timers;
        this.room = room;
        this.showcase = showcase;
        this.registry = registry;
        this.clock = surroundings.clock();
        this.settings = surroundings.settings();
        this.link = new RoomLink(
                surroundings.rooms().apply(room),
                context.messageAdapter(RoomToChannel.class, ChannelCommand.FromRoom::new),
                clock);
        this.people = new People(timers, link, surroundings);
        this.neededUs = clock.nowUs();
    }

    private Behavior<ChannelCommand> begin() {
        timers.startTimerAtFixedRate(ChannelCommand.Tick.BEAT, settings.beatEvery());
        timers.startTimerAtFixedRate(ChannelCommand.Tick.RESYNC, settings.resyncEvery());
        link.beat(0, 0);
        return Behaviors.receive(ChannelCommand.class)
                .onAnyMessage(this::onCommand)
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    private Behavior<ChannelCommand> onCommand(ChannelCommand command) {
        return switch (command) {
            case Visit visit -> onVisit(visit);
            case ChannelCommand.FromRoom told -> onTold(told.message());
            case ChannelCommand.EntranceExpired expired -> {
                people.turned(expired.ticket(), Refusal.UNAVAILABLE);
                yield Behaviors.same();
            }
            case ChannelCommand.PlaceExpired expired -> {
                people.placeExpired(expired.user());
                yield Behaviors.same();
            }
            case ChannelCommand.Settled settled -> onSettled(settled.incarnation());
            case ChannelCommand.Tick tick -> onTick(tick);
        };
    }

    private Behavior<ChannelCommand> onVisit(Visit visit) {
        served++;
        switch (visit) {
            case Visit.Enter enter -> people.enter(enter);
            case Visit.Leave leave -> people.leave(leave);
            case Visit.Report report -> people.report(report);
            case Visit.Look look -> {
                readers.await(look.replyTo(), clock.nowUs());
                show();
            }
        }
        return Behaviors.same();
    }

    private Behavior<ChannelCommand> onTold(RoomToChannel told) {
        switch (told) {
            case RoomToChannel.Admitted admitted -> people.admitted(admitted);
            case RoomToChannel.Attached attached -> onAttached(attached);
            case RoomToChannel.Beaten beaten -> onBeaten(beaten);
            case RoomToChannel.News news -> {
                return onNews(news);
            }
            case RoomToChannel.NoRoom none -> {
                return gone(new Outbox.Ending.Turned(none.refusal()), none.refusal());
            }
            case RoomToChannel.Expelled expelled -> people.expelled(expelled.userId(), expelled.refusal());
            case RoomToChannel.Superseded superseded -> people.superseded(superseded.userId());
            case RoomToChannel.Turned turned -> people.turned(turned.ticket(), turned.refusal());
        }
        return Behaviors.same();
    }

    private Behavior<ChannelCommand> onTick(ChannelCommand.Tick tick) {
        switch (tick) {
            case BEAT -> onBeatDue();
            case NODE_GONE -> onNodeGone();
            case RESYNC -> onResyncDue();
            case THINNED -> people.tellHeld();
            case STOP -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private void onBeaten(RoomToChannel.Beaten beaten) {
        NodeRoom before = link.copy();
        if (link.isBehind(beaten, people.seated())) {
            link.attach(people.members(), people.waiting());
        } else if (link.wantsClock(beaten)) {
            link.beat(people.seated(), figures.rttP95Ms());
        }
        show();
        remindIfMoved(before);
    }

    private void remindIfMoved(@Nullable NodeRoom before) {
        NodeRoom after = link.copy();
        if (before != null && after != null && after.isSeenElsewhereThan(before)) {
            people.remind(after.view().timeline());
        }
    }

    private void onAttached(RoomToChannel.Attached attached) {
        NodeRoom before = link.copy();
        if (!link.hear(attached)) {
            link.beat(people.seated(), figures.rttP95Ms());
            return;
        }
        catchUp(before, link.copy());
        remindIfMoved(before);
        people.askAll();
    }

    private Behavior<ChannelCommand> onSettled(long incarnation) {
        NodeRoom before = link.copy();
        if (before != null && before.incarnation() == incarnation) {
            link.settle();
            catchUp(before, link.copy());
            if (before.goesOnAsElsewhere()) {
                link.attachAsTold(people.members(), people.waiting());
            }
        }
        return Behaviors.same();
    }

    /** `before` is null for the first that we hear: nobody here knows anything yet. */
    private void catchUp(@Nullable NodeRoom before, @Nullable NodeRoom after) {
        show();
        if (before == null || after == null) {
            return;
        }
        people.tell(Catchup.between(before.view(), after.view()));
        if (!after.unsettled().isEmpty() || after.goesOnAsElsewhere()) {
            ChannelCommand settled = new ChannelCommand.Settled(after.incarnation());
            timers.startSingleTimer(settled, settled, settings.settleWithin());
        }
    }

    private Behavior<ChannelCommand> onNews(RoomToChannel.News news) {
        RoomLink.Heard heard = link.hear(news);
        if (heard.gap()) {
            link.attach(people.members(), people.waiting());
        }
        RoomNews toTell = heard.toTell();
        if (toTell == null) {
            return Behaviors.same();
        }
        show();
        people.tell(List.of(toTell));
        return toTell instanceof RoomNews.Closed
                ? gone(new Outbox.Ending.RoomClosed(), Refusal.ROOM_CLOSED)
                : Behaviors.same();
    }

    private void onBeatDue() {
        long nowUs = clock.nowUs();
        readers.expire(nowUs - us(settings.lookWithin()));
        if (!people.isEmpty() || !readers.isEmpty()) {
            neededUs = nowUs;
        } else if (nowUs - Math.max(neededUs, showcase.lastReadUs()) > us(lingers())) {
            registry.tell(new RegistryCommand.Idle(room, context.getSelf(), served));
        }
        figures = people.figures();
        link.beat(people.seated(), figures.rttP95Ms());
        show();
    }

    /** The room may have been there. It comes up when it is next asked for anything, and nobody has to wait for that. */
    private void onNodeGone() {
        if (!link.isAnswered()) {
            link.beat(people.seated(), figures.rttP95Ms());
        }
    }

    /** A copy that never came is worth nothing to the next: a room that nobody can reach takes no other's place. */
    private Duration lingers() {
        return link.copy() == null ? settings.lookWithin() : settings.linger();
    }

    private static long us(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private void onResyncDue() {
        NodeRoom copy = link.copy();
        if (copy != null) {
            people.remind(copy.view().timeline());
        }
    }

    /** Puts the copy where everyone on this node may read it, and answers those who wait for that. */
    private void show() {
        NodeRoom copy = link.copy();
        if (copy != null) {
            Glance glance = new Glance(copy.view(), figures);
            showcase.show(glance);
            readers.answer(new Sight.Seen(glance));
        }
    }

    /** There is no room to keep a copy of. Whoever is on the way to us gets an answer; then the registry stops us. */
    private Behavior<ChannelCommand> gone(Outbox.Ending ending, Refusal refusal) {
        showcase.clear();
        people.end(ending, refusal);
        readers.answer(new Sight.Unseen(refusal));
        registry.tell(new RegistryCommand.Idle(room, context.getSelf(), served));
        return Behaviors.receiveMessage(command -> switch (command) {
            case Visit visit -> turnAway(visit, refusal);
            case ChannelCommand.Tick tick -> tick == ChannelCommand.Tick.STOP ? Behaviors.stopped() : Behaviors.same();
            case ChannelCommand.FromRoom late -> Behaviors.same();
            case ChannelCommand.EntranceExpired late -> Behaviors.same();
            case ChannelCommand.PlaceExpired late -> Behaviors.same();
            case ChannelCommand.Settled late -> Behaviors.same();
        });
    }

    private Behavior<ChannelCommand> turnAway(Visit visit, Refusal refusal) {
        served++;
        switch (visit) {
            case Visit.Enter enter -> enter.outbox().ended(new Outbox.Ending.Turned(refusal));
            case Visit.Look look -> look.replyTo().tell(new Sight.Unseen(refusal));
            case Visit.Leave late -> {}
            case Visit.Report late -> {}
        }
        registry.tell(new RegistryCommand.Idle(room, context.getSelf(), served));
        return Behaviors.same();
    }

    /** Ours is the only word their sockets get: the node goes, or the channel broke. */
    private Behavior<ChannelCommand> onStopped() {
        people.end(new Outbox.Ending.Turned(Refusal.UNAVAILABLE), Refusal.UNAVAILABLE);
        readers.answer(new Sight.Unseen(Refusal.UNAVAILABLE));
        return Behaviors.same();
    }
}

package tutti.engine.room;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.room.chat.Pace;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Cue;

/** One room: it alone decides what happens in it, and what it decides is on disk before anybody is told or answered. */
public final class RoomEntity extends EventSourcedBehavior<RoomCommand, RoomEvent, RoomState> {
    public static final EntityTypeKey<RoomCommand> TYPE = EntityTypeKey.create(RoomCommand.class, "Room");

    private static final RoomReply ACCEPTED = new RoomReply.Accepted();
    private static final Duration TICK_EVERY = Duration.ofSeconds(1);
    private static final int EVENTS_A_SNAPSHOT = 100;
    private static final int SNAPSHOTS_KEPT = 2;

    private final RoomId id;
    private final House house;
    private final Surroundings around;
    private final RoomLog log;
    private Audience audience;

    /** The upload that was said to be lost last, until that is written or of no account any more. */
    private RoomCommand.@Nullable LoseFeed feedLost;

    /** By what people go on, until that is written or of no account any more. */
    private @Nullable Anchor anchor;

    /** Where the actor lives. */
    private record Surroundings(
            ActorContext<RoomCommand> context,
            TimerScheduler<RoomCommand> timers,
            ActorRef<ClusterSharding.ShardCommand> shard) {}

    /** Ready for `ClusterSharding.init`. */
    public static Entity<RoomCommand, ShardingEnvelope<RoomCommand>> entity(House house) {
        return Entity.of(TYPE, context -> create(new RoomId(context.getEntityId()), house, context.getShard()));
    }

    /** `shard` is asked for passivation by a room that is not there. */
    public static Behavior<RoomCommand> create(RoomId id, House house, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new RoomEntity(id, house, new Surroundings(context, timers, shard))));
    }

    /** When the journal fails nobody is told or answered, and the room comes up again from what the journal has. */
    private RoomEntity(RoomId id, House house, Surroundings around) {
        super(
                PersistenceId.of(TYPE.name(), id.value()),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(1), 0.2)
                        .withLoggingEnabled(false));
        this.id = id;
        this.house = house;
        this.around = around;
        this.log = new RoomLog(id);
        this.audience = newAudience();
    }

    @Override
    public RoomState emptyState() {
        return new UnopenedRoom();
    }

    @Override
    public CommandHandler<RoomCommand, RoomEvent, RoomState> commandHandler() {
        return this::onCommand;
    }

    @Override
    public EventHandler<RoomState, RoomEvent> eventHandler() {
        return RoomState::after;
    }

    @Override
    public SignalHandler<RoomState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(RecoveryFailed.class, (state, failed) -> log.journalFailed(failed.failure()))
                .onSignal(JournalPersistFailed.class, (state, failed) -> log.journalFailed(failed.failure()))
                .onSignal(PostStop.instance(), state -> house.occupancy().gone(id))
                .build();
    }

    /** Events stay while the room does, for the list of rooms reads them however far it is behind; then it forgets them. */
    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_A_SNAPSHOT, SNAPSHOTS_KEPT);
    }

    @Override
    public Set<String> tagsFor(RoomEvent event) {
        return event instanceof RoomEvent.OfDirectory ? Set.of(RoomEvent.DIRECTORY_TAG) : Set.of();
    }

    /** Also after each failure of the journal, which leaves this object as it is. */
    private void onRecovered(RoomState state) {
        audience = newAudience();
        log.recovered();
    }

    private Effect<RoomEvent, RoomState> onCommand(RoomState state, RoomCommand command) {
        if (command instanceof RoomCommand.Asked asked && !mayDecide()) {
            return Effect().reply(asked.replyTo(), new RoomReply.Refused(Refusal.UNAVAILABLE, "this node is cut off"));
        }
        return switch (state) {
            case UnopenedRoom unopened -> onNoRoom(command, Refusal.ROOM_NOT_FOUND);
            case OpenRoom room -> onOpenRoom(room, command);
            case ClosedRoom closed -> onNoRoom(command, Refusal.ROOM_CLOSED);
        };
    }

    private Effect<RoomEvent, RoomState> onOpenRoom(OpenRoom room, RoomCommand command) {
        return switch (command) {
            case RoomCommand.Open open ->
                answered(
                        room,
                        ControlRules.reopen(room, open.room(), house.clock().nowUs()),
                        open.replyTo(),
                        new RoomReply.Opened(room.createdAtMs()));
            case RoomCommand.CloseIfEmpty close -> onCloseIfEmpty(room, close);
            case RoomCommand.RedeemInvite redeem ->
                answered(room, AccessRules.redeem(room, redeem, house.clock().nowUs()), redeem.replyTo());
            case RoomCommand.OfMember asked -> onMember(room, asked);
            case RoomCommand.Attach attach -> onAttach(room, attach);
            case RoomCommand.Admit admit -> onAdmit(room, admit);
            case RoomCommand.Depart depart -> seated(room, audience.presence().left(depart.channel(), depart.userId()));
            case RoomCommand.LoseFeed lost -> onFeedLost(room, lost);
            case RoomCommand.Beat beat -> onBeat(beat);
            case RoomCommand.ChannelGone gone -> onChannelGone(room, gone.channel());
            case RoomCommand.Tick tick -> onTick(room);
        };
    }

    /** A room that is not there costs nothing: it answers and goes. */
    private Effect<RoomEvent, RoomState> onNoRoom(RoomCommand command, Refusal refusal) {
        if (command instanceof RoomCommand.Open open && refusal == Refusal.ROOM_NOT_FOUND) {
            return onOpen(open);
        }
        Absence.answer(id, command, refusal);
        passivate();
        return Effect().none();
    }

    private Effect<RoomEvent, RoomState> onOpen(RoomCommand.Open open) {
        return switch (onPaper(
                HouseRules.open(open.room(), house.limits(), house.clock().nowUs()))) {
            case Verdict.Refused refused -> Effect().reply(open.replyTo(), refused.answer());
            case Verdict.Agreed agreed ->
                Effect()
                        .persist(agreed.events())
                        .thenRun(state -> after(state, agreed.events(), List.of()))
                        .thenReply(open.replyTo(), state -> new RoomReply.Opened(((OpenRoom) state).createdAtMs()));
        };
    }

    /** A room that has only just come up does not know yet who is in it. */
    private Effect<RoomEvent, RoomState> onCloseIfEmpty(OpenRoom room, RoomCommand.CloseIfEmpty close) {
        Verdict verdict =
                HouseRules.closeIfEmpty(room, audience.presence(), house.clock().nowUs());
        if (verdict instanceof Verdict.Agreed && !audience.hasGathered()) {
            verdict = Verdict.refused(Refusal.UNAVAILABLE, "the room does not know yet who is in it");
        }
        return answered(room, verdict, close.replyTo());
    }

    private Effect<RoomEvent, RoomState> onMember(OpenRoom room, RoomCommand.OfMember asked) {
        if (asked instanceof RoomCommand.MarkReady mark && audience.presence().has(mark.by())) {
            mark.replyTo().tell(new RoomReply.Accepted());
            return seated(room, audience.presence().ready(mark.by(), mark.ready()));
        }
        return answered(room, MemberRules.on(room, asked, circumstances(), absent()), asked.replyTo());
    }

    private Effect<RoomEvent, RoomState> onAttach(OpenRoom room, RoomCommand.Attach attach) {
        watch(attach.channel());
        audience.attach(room, attach);
        anchor = Anchor.better(anchor, attach.anchor(), room.timeline().version());
        return due(room);
    }

    private Effect<RoomEvent, RoomState> onAdmit(OpenRoom room, RoomCommand.Admit admit) {
        watch(admit.channel());
        audience.admit(room, admit);
        return due(room);
    }

    /** Nobody waits for an answer, and it may not be the moment to write: see {@link #due}. */
    private Effect<RoomEvent, RoomState> onFeedLost(OpenRoom room, RoomCommand.LoseFeed lost) {
        feedLost = lost;
        return due(room);
    }

    private Effect<RoomEvent, RoomState> onBeat(RoomCommand.Beat beat) {
        audience.beat(beat);
        return Effect().none();
    }

    private Effect<RoomEvent, RoomState> onChannelGone(OpenRoom room, ActorRef<RoomToChannel> channel) {
        audience.lose(room, channel);
        return due(room);
    }

    private Effect<RoomEvent, RoomState> onTick(OpenRoom room) {
        for (ActorRef<RoomToChannel> silent : audience.silent()) {
            log.lostChannel(silent);
            around.context().unwatch(silent);
            audience.lose(room, silent);
        }
        audience.refreshOccupancy();
        if (audience.isDeserted()) {
            around.timers().cancel(RoomCommand.Tick.TICK);
        }
        return due(room);
    }

    private Effect<RoomEvent, RoomState> seated(OpenRoom room, Presence<ActorRef<RoomToChannel>> after) {
        audience.seat(room, after);
        return due(room);
    }

    /** What follows by itself from who is here, what was heard and what time it is. */
    private Effect<RoomEvent, RoomState> due(OpenRoom room) {
        if (!mayDecide()) {
            return Effect().none();
        }
        List<RoomEvent> events = HouseRules.due(room, circumstances(), audience.hostSeenUs());
        if (events.isEmpty() && feedLost != null) {
            events = BroadcastRules.interrupted(room, feedLost, house.clock().nowUs()).stream()
                    .toList();
            feedLost = events.isEmpty() ? null : feedLost;
        }
        // Right after a node was lost all its rooms come up, and their people have to wait for this write.
        if (events.isEmpty() && anchor != null && audience.hasGathered()) {
            events = HouseRules.anchored(room, anchor);
            anchor = events.isEmpty() ? null : anchor;
        }
        return events.isEmpty() || !house.hasPaper().getAsBoolean() ? Effect().none() : persisted(room, events);
    }

    private Effect<RoomEvent, RoomState> answered(OpenRoom room, Verdict verdict, ActorRef<RoomReply> replyTo) {
        return answered(room, verdict, replyTo, yesTo(verdict));
    }

    private static RoomReply yesTo(Verdict verdict) {
        if (verdict instanceof Verdict.Agreed agreed) {
            for (RoomEvent event : agreed.events()) {
                if (event instanceof RoomEvent.BroadcastStarted started) {
                    return new RoomReply.Granted(started.broadcast().grant());
                }
                if (event instanceof RoomEvent.Ordered(OrderEvent.InviteRedeemed redeemed)) {
                    return new RoomReply.Invited(redeemed.role());
                }
            }
        }
        return ACCEPTED;
    }

    private Effect<RoomEvent, RoomState> answered(
            OpenRoom room, Verdict verdict, ActorRef<RoomReply> replyTo, RoomReply yes) {
        return switch (onPaper(verdict)) {
            case Verdict.Refused refused -> Effect().reply(replyTo, refused.answer());
            case Verdict.Agreed agreed -> {
                audience.tell(agreed.news());
                yield agreed.events().isEmpty()
                        ? Effect().reply(replyTo, yes)
                        : persisted(room, agreed.events()).thenReply(replyTo, state -> yes);
            }
        };
    }

    /** What would have to be written is refused at once while that cannot be; all else goes on. */
    private Verdict onPaper(Verdict verdict) {
        return verdict instanceof Verdict.Agreed agreed
                        && !agreed.events().isEmpty()
                        && !house.hasPaper().getAsBoolean()
                ? Verdict.refused(Refusal.UNAVAILABLE, "there is no space to write it down, try again later")
                : verdict;
    }

    private EffectBuilder<RoomEvent, RoomState> persisted(OpenRoom room, List<RoomEvent> events) {
        List<RoomNews> news = Announcements.of(room, events, audience.presence());
        return Effect().persist(events).thenRun(state -> after(state, events, news));
    }

    private void after(RoomState state, List<RoomEvent> events, List<RoomNews> news) {
        audience.tell(news);
        for (RoomEvent event : events) {
            log.happened(event);
            if (event instanceof RoomEvent.Opened) {
                audience = newAudience();
            }
            if (event instanceof RoomEvent.Ordered(OrderEvent.Banned banned) && state instanceof OpenRoom room) {
                audience.expel(room);
            }
            if (event instanceof RoomEvent.Closed) {
                end();
            }
        }
    }

    private void end() {
        around.timers().cancelAll();
        audience.disperse();
        passivate();
    }

    private void passivate() {
        around.shard().tell(new ClusterSharding.Passivate<>(around.context().getSelf()));
    }

    /** Time passes in a room while a node has a channel to it: nothing is due to nobody. */
    private void watch(ActorRef<RoomToChannel> channel) {
        if (!audience.knows(channel)) {
            around.context().watchWith(channel, new RoomCommand.ChannelGone(channel));
        }
        if (!around.timers().isTimerActive(RoomCommand.Tick.TICK)) {
            around.timers().startTimerWithFixedDelay(RoomCommand.Tick.TICK, TICK_EVERY);
        }
    }

    private boolean mayDecide() {
        return house.mayDecide().getAsBoolean();
    }

    private Audience newAudience() {
        return new Audience(
                id,
                house.limits(),
                house.clock(),
                house.occupancy(),
                ThreadLocalRandom.current().nextLong());
    }

    private Circumstances circumstances() {
        Cue cue = Cue.ahead(house.clock().nowUs(), audience.rttP95Us());
        // What is refused for want of paper is nobody's last line, and out of nobody's budget.
        Pace pace = house.hasPaper().getAsBoolean() ? audience.pace() : new Pace();
        Budget budget = house.hasPaper().getAsBoolean() ? audience.budget() : new Budget();
        return new Circumstances(
                audience.presence(),
                cue,
                house.limits(),
                new Circumstances.Moods(pace, audience.talk(), audience.applause(), budget),
                audience.hasGathered());
    }

    /** Right after a move of the room its people are still on their way, and a client may simply ask again. */
    private Verdict absent() {
        return audience.hasGathered()
                ? Verdict.refused(Refusal.NOT_JOINED, "only who is in the room may do that")
                : Verdict.refused(Refusal.UNAVAILABLE, "the room is coming up again");
    }
}

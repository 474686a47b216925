package tutti.engine.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;

/**
 * One room's sound on one node, for all its guests there. It knows the origin and not the room: a room that moves or dies
 * is nothing to it.
 *
 * <pre>
 *   origin ──Packet──▶ link (our clock) ──▶ line of the tier (frames, ring) ──▶ ears ──▶ listeners
 *   origin ◀──Beat, Took── link ◀── tiers wanted, reports ─────────────────────┘
 * </pre>
 */
final class NodeSound {
    private static final Duration BEAT_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOCK_EVERY = Duration.ofMillis(100);
    private static final Duration STALL_EVERY = Duration.ofMillis(100);

    /** Beats are answered each second, and oftener when somebody asks for another tier: figures are no more news for that. */
    private static final long FIGURES_EVERY_US = 900_000;

    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    /** A reload comes back before, and finds the ring full. */
    private static final long LINGER_US = 10_000_000;

    private final ActorContext<NodeCommand> context;
    private final TimerScheduler<NodeCommand> timers;
    private final Clock clock;
    private final ActorRef<DeskCommand> desk;
    private final OriginLink link;
    private final Ears ears;
    private final HeardDelay delay = new HeardDelay();

    private long served;
    private long neededUs;
    private boolean over;
    private SoundNews.@Nullable Stats stats;
    private long figuresUs = LONG_AGO;

    static Behavior<NodeCommand> create(
            Grant grant, String here, Clock clock, BiConsumer<String, DeskCommand> post, ActorRef<DeskCommand> desk) {
        Behavior<NodeCommand> sound = Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new NodeSound(context, timers, grant, here, clock, post, desk).begin()));
        return Behaviors.supervise(sound).onFailure(SupervisorStrategy.resume());
    }

    private NodeSound(
            ActorContext<NodeCommand> context,
            TimerScheduler<NodeCommand> timers,
            Grant grant,
            String here,
            Clock clock,
            BiConsumer<String, DeskCommand> post,
            ActorRef<DeskCommand> desk) {
        this.context = context;
        this.timers = timers;
        this.clock = clock;
        this.desk = desk;
        this.link = new OriginLink(grant, here, context.getSelf().narrow(), clock, post);
        this.ears = new Ears(new FanOut(context.getExecutionContext()::execute));
        this.neededUs = clock.nowUs();
    }

    private Behavior<NodeCommand> begin() {
        timers.startTimerWithFixedDelay(NodeCommand.Tick.BEAT, BEAT_EVERY);
        timers.startTimerWithFixedDelay(NodeCommand.Tick.STALL, STALL_EVERY);
        beat();
        return Behaviors.receiveMessage(this::onCommand);
    }

    private Behavior<NodeCommand> onCommand(NodeCommand command) {
        switch (command) {
            case FromOrigin.Packet packet -> onPacket(packet);
            case FromOrigin.Beaten beaten -> onBeaten(beaten);
            case FromOrigin.Over ended -> onOver(ended);
            case FromOrigin.Elsewhere elsewhere -> move(elsewhere.grant());
            case NodeCommand.Moved moved -> onMoved(moved.grant());
            case Hearing hearing -> onHearing(hearing);
            case NodeCommand.Tick tick -> {
                return onTick(tick);
            }
        }
        return Behaviors.same();
    }

    private void onPacket(FromOrigin.Packet packet) {
        SoundPacket sound = link.hear(packet);
        if (sound == null) {
            return;
        }
        SoundNews.DelayChanged changed = delay.hear(sound);
        if (changed != null) {
            ears.tellAll(changed);
        }
        ears.hear(sound, clock.nowUs());
    }

    /** What the others know, for who comes late. */
    private List<SoundNews> told() {
        List<SoundNews> told = new ArrayList<>();
        SoundNews.DelayChanged changed = delay.told();
        if (changed != null) {
            told.add(changed);
        }
        if (stats != null) {
            told.add(stats);
        }
        return told;
    }

    private void onBeaten(FromOrigin.Beaten beaten) {
        if (!link.hear(beaten)) {
            return;
        }
        stats = new SoundNews.Stats(beaten.stats());
        tellFiguresIfDue(stats);
        beatIfDue();
        if (link.wantsClock()) {
            timers.startSingleTimer(NodeCommand.Tick.CLOCK, CLOCK_EVERY);
        }
    }

    private void tellFiguresIfDue(SoundNews.Stats figures) {
        long nowUs = clock.nowUs();
        if (nowUs - figuresUs >= FIGURES_EVERY_US) {
            figuresUs = nowUs;
            ears.tellFigures(figures);
        }
    }

    private void onOver(FromOrigin.Over ended) {
        if (ended.epoch() < link.grant().epoch()) {
            return;
        }
        over = true;
        ears.finishAll(ended.epoch(), clock.nowUs());
    }

    /** A beat from before it was there was not answered, and the next would cost guests the first second. */
    private void onMoved(Grant grant) {
        if (grant.equals(link.grant()) && !link.isAnswered()) {
            beat();
        } else {
            move(grant);
        }
    }

    private void move(Grant grant) {
        if (grant.isAfter(link.grant())) {
            over = false;
            if (!grant.broadcast().equals(link.grant().broadcast())) {
                delay.forget();
                stats = null;
                figuresUs = LONG_AGO;
                ears.forget();
            }
            link.moveTo(grant);
            beat();
        }
    }

    private void onHearing(Hearing hearing) {
        served++;
        long nowUs = clock.nowUs();
        switch (hearing) {
            case Hearing.Begin begin -> {
                move(begin.grant());
                ears.begin(begin.listener(), begin.quality(), told(), nowUs);
                beatIfLacking(begin.listener());
            }
            case Hearing.Choose choose -> {
                ears.choose(choose.listener(), choose.quality(), nowUs);
                beatIfLacking(choose.listener());
            }
            case Hearing.Report report -> ears.report(report, delay.ms(), nowUs);
            case Hearing.Finish finish -> onFinish(finish, nowUs);
            case Hearing.End end -> ears.end(end.listener());
        }
    }

    /** The room may have granted another broadcast by now: the end of that is not this guest's. */
    private void onFinish(Hearing.Finish finish, long nowUs) {
        if (finish.broadcast().equals(link.grant().broadcast())) {
            ears.finish(finish.listener(), link.grant().epoch(), nowUs);
        } else {
            ears.end(finish.listener());
        }
    }

    private Behavior<NodeCommand> onTick(NodeCommand.Tick tick) {
        switch (tick) {
            case BEAT -> onSecond();
            case CLOCK -> beat();
            case STALL -> {
                ears.onStallTick(clock.nowUs());
                ears.tellMoreFigures();
                beatIfDue();
            }
            case STOP -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private void onSecond() {
        long nowUs = clock.nowUs();
        ears.onSecond(nowUs);
        beat();
        if (!ears.isEmpty()) {
            neededUs = nowUs;
        } else if (nowUs - neededUs > LINGER_US) {
            desk.tell(new DeskCommand.Idle(link.grant().room(), context.getSelf(), served));
        }
    }

    /** Thousands come at once when a host does: each is asked what they want, and nobody else. The rest is the tick's. */
    private void beatIfLacking(Listener listener) {
        if (link.lacks(ears.target(listener))) {
            beat();
        }
    }

    /** Looks at every guest, so not with each of their reports, nor with each who comes. */
    private void beatIfDue() {
        if (link.wantsBeat(ears.wanted())) {
            beat();
        }
    }

    private void beat() {
        if (!over) {
            link.beat(ears.wanted(), ears.audience(clock.nowUs()), delay.heardMs());
        }
    }
}

package tutti.engine.audio;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.clock.Clock;

/**
 * One upload's actor, on the host's node: gives each packet its instants and passes it to every node that has guests.
 *
 * <pre>
 *   Upload ─▶ stamps (host clock, playout delay) ─▶ ring of each tier ─▶ subscribers (credit) ─▶ nodes
 *                    └─▶ tier source ─ tiers the host does not send ─▶ ┘
 * </pre>
 */
final class Origin {
    private static final Logger log = LoggerFactory.getLogger(Origin.class);

    private static final Duration TICK = Duration.ofSeconds(1);

    /** A reload takes less, and guests are not kept in silence for longer. */
    private static final Duration HOST_GRACE = Duration.ofSeconds(12);

    /** A host on the air sends, be it silence: one who does not, and does not end either, is gone. */
    private static final long SILENT_US_MAX = 60_000_000;

    private final ActorContext<OriginCommand> context;
    private final TimerScheduler<OriginCommand> timers;
    private final Grant grant;
    private final Surroundings around;
    private final PlayoutDelay delay;
    private final HostClock hostClock = new HostClock();
    private final Stamps stamps = new Stamps();
    private final Subscribers subscribers = new Subscribers();
    private final TierFlow flow = new TierFlow();
    private final MadeTiers made;
    private final Map<Tier, SoundRing<SoundPacket>> rings = new EnumMap<>(Tier.class);
    private Set<Tier> demand = EnumSet.noneOf(Tier.class);
    private BroadcastStats stats = BroadcastStats.NONE;
    private long uploadedUs;
    private long disbelieved;

    record Surroundings(Clock clock, TierSource tiers, HostSide host, Upload.Door door) {}

    static Behavior<OriginCommand> create(Grant grant, SoundFormat format, Latency latency, Surroundings surroundings) {
        Behavior<OriginCommand> origin = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new Origin(context, timers, grant, format, latency, surroundings).begin()));
        return Behaviors.supervise(origin).onFailure(SupervisorStrategy.resume());
    }

    private Origin(
            ActorContext<OriginCommand> context,
            TimerScheduler<OriginCommand> timers,
            Grant grant,
            SoundFormat format,
            Latency latency,
            Surroundings around) {
        this.context = context;
        this.timers = timers;
        this.grant = grant;
        this.around = around;
        this.delay = new PlayoutDelay(latency);
        this.uploadedUs = around.clock().nowUs();
        for (Tier tier : Tier.HEARD) {
            // What was heard is of no use to a node that comes: only half a second, for clocks that differ.
            rings.put(tier, new SoundRing<>(500_000));
        }
        this.made = new MadeTiers(
                grant.room(),
                format,
                around.tiers(),
                (tier, seq, opus) -> context.getSelf().tell(new OriginCommand.Made(tier, seq, opus)));
    }

    private Behavior<OriginCommand> begin() {
        log.info("live sound begins room={} broadcast={} epoch={}", grant.room(), grant.broadcast(), grant.epoch());
        timers.startTimerAtFixedRate(new OriginCommand.Tick(), TICK);
        followDemand();
        return Behaviors.receive(OriginCommand.class)
                .onAnyMessage(this::onCommand)
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    private Behavior<OriginCommand> onCommand(OriginCommand command) {
        switch (command) {
            case OriginCommand.Uploaded uploaded -> onUploaded(uploaded.packet());
            case OriginCommand.Made packet -> onMade(packet);
            case FromNode.Beat beat -> onBeat(beat);
            case FromNode.Took took -> subscribers.took(took);
            case OriginCommand.HandOver over -> over.heir().tell(new OriginCommand.GoOn(delay.nowMs()));
            case OriginCommand.GoOn before -> delay.goOnWith(before.playoutDelayMs());
            case OriginCommand.Choose choose -> delay.choose(choose.latency());
            case OriginCommand.Lost lost ->
                timers.startSingleTimer(new OriginCommand.End(EndReason.HOST_LOST), HOST_GRACE);
            case OriginCommand.Tick tick -> {
                if (around.clock().nowUs() - uploadedUs > SILENT_US_MAX) {
                    return onEnd(EndReason.HOST_LOST);
                }
                onTick();
            }
            case OriginCommand.End end -> {
                return onEnd(end.why());
            }
        }
        return Behaviors.same();
    }

    private void onUploaded(UploadGate.Verdict.Passed packet) {
        around.door().left();
        uploadedUs = around.clock().nowUs();
        long seq = packet.seq();
        Stamps.Stamp stamp = packet.jumped() ? null : stamps.of(seq);
        if (stamp == null) {
            long delayUs = delay.nowMs() * 1_000L;
            long capturedUs = hostClock.capturedUs(seq, packet.ptsUs(), packet.jumped(), uploadedUs, delayUs);
            stamp = stamps.put(seq, capturedUs, capturedUs + delayUs);
        }
        flow.cameFromHost(packet.tier(), seq);
        SoundPacket sound =
                new SoundPacket(packet.tier(), grant.epoch(), seq, stamp.capturedUs(), stamp.heardUs(), packet.bytes());
        if (packet.tier() != Tier.PCM) {
            send(sound);
        }
        made.feed(sound, flow);
    }

    private void onMade(OriginCommand.Made packet) {
        Stamps.Stamp stamp = stamps.of(packet.seq());
        if (stamp != null && made.has(packet.tier())) {
            send(new SoundPacket(
                    packet.tier(), grant.epoch(), packet.seq(), stamp.capturedUs(), stamp.heardUs(), packet.bytes()));
        }
    }

    private void send(SoundPacket sound) {
        if (flow.takes(sound)) {
            ring(sound.tier()).add(sound, around.clock().nowUs());
            subscribers.send(sound, flow::isMissing);
        }
    }

    private void onBeat(FromNode.Beat beat) {
        long receivedUs = around.clock().nowUs();
        Integer heardDelayMs = beat.heardDelayMs();
        if (heardDelayMs != null) {
            delay.goOnWith(heardDelayMs);
        }
        Set<Tier> added = subscribers.beat(beat, receivedUs);
        beat.node()
                .tell(new FromOrigin.Beaten(
                        context.getSelf().narrow(),
                        grant.epoch(),
                        subscribers.sentTo(beat.node()),
                        beat.sentUs(),
                        receivedUs,
                        around.clock().nowUs(),
                        stats));
        for (Tier tier : added) {
            subscribers.replay(beat.node(), ring(tier).stillToBeHeard(receivedUs));
        }
        followDemand();
    }

    private void onTick() {
        long nowUs = around.clock().nowUs();
        subscribers.forgetSilent(nowUs);
        FromNode.Audience audience = subscribers.audience();
        delay.hear(audience.lateness());
        followDemand();
        made.onSecond(subscribers.demand(), flow);
        stats = new BroadcastStats(
                flow.bitrateKbps(),
                delay.nowMs(),
                flow.flowing(),
                audience.guests(),
                audience.drift().p95Ms());
        flow.beginSecond();
        tellHost(new HostNews.Stats(stats));
        tellOfClock();
    }

    private void tellOfClock() {
        if (hostClock.disbelieved() > disbelieved) {
            disbelieved = hostClock.disbelieved();
            log.warn("the host's clock is off room={} epoch={} times={}", grant.room(), grant.epoch(), disbelieved);
        }
    }

    private Behavior<OriginCommand> onEnd(EndReason why) {
        log.info("live sound ends room={} epoch={} why={}", grant.room(), grant.epoch(), why);
        around.door().close(why);
        tellHost(new HostNews.Ended(why));
        if (why != EndReason.SUPERSEDED) {
            subscribers.tell(new FromOrigin.Over(grant.epoch(), why));
        }
        return Behaviors.stopped();
    }

    private Behavior<OriginCommand> onStopped() {
        around.door().close(EndReason.HOST_LOST);
        made.stop();
        return Behaviors.same();
    }

    private void followDemand() {
        Set<Tier> wanted = subscribers.demand();
        if (wanted.isEmpty()) {
            wanted.add(Tier.HIGH);
        }
        if (!wanted.equals(demand)) {
            demand = wanted;
            tellHost(new HostNews.Demand(Set.copyOf(wanted)));
        }
        made.onDemand(subscribers.demand());
    }

    /** Guests hear on, whatever becomes of the host's own end. */
    private void tellHost(HostNews news) {
        try {
            around.host().told(news);
        } catch (RuntimeException fault) {
            log.error("the host is not told room={}", grant.room(), fault);
        }
    }

    private SoundRing<SoundPacket> ring(Tier tier) {
        return rings.computeIfAbsent(tier, any -> new SoundRing<>(0));
    }
}

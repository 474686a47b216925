package tutti.engine.audio;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;

/** Knows the origins and the sounds of its node, and the newest grant of each room it heard of. */
final class SoundDesk {
    /** Of more rooms the oldest grants are forgotten: a late upload of such could then run beside the newer one. */
    private static final int GRANTS_MAX = 20_000;

    /** Once a second after a grant. A node that hears none of them learns of it by its next beat. */
    private static final int ANNOUNCED = 10;

    private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

    private final ActorContext<DeskCommand> context;
    private final TimerScheduler<DeskCommand> timers;
    private final String here;
    private final Clock clock;
    private final Supplier<List<String>> nodes;
    private final BiConsumer<String, DeskCommand> post;
    /** At most as many as hosts are connected to this node. */
    private final Map<RoomId, Opened> origins = new HashMap<>();
    /** At most as many as rooms have guests on this node. */
    private final Map<RoomId, Running> sounds = new HashMap<>();

    private final Map<RoomId, Grant> newest = new LinkedHashMap<>();

    private record Opened(Grant grant, ActorRef<OriginCommand> origin) {}

    private static final class Running {
        final ActorRef<NodeCommand> sound;
        long sent;

        Running(ActorRef<NodeCommand> sound) {
            this.sound = sound;
        }
    }

    static Behavior<DeskCommand> create(
            String here, Clock clock, Supplier<List<String>> nodes, BiConsumer<String, DeskCommand> post) {
        Behavior<DeskCommand> desk = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            SoundDesk begun = new SoundDesk(context, timers, here, clock, nodes, post);
            return Behaviors.receiveMessage(begun::onCommand);
        }));
        return Behaviors.supervise(desk).onFailure(SupervisorStrategy.resume());
    }

    private SoundDesk(
            ActorContext<DeskCommand> context,
            TimerScheduler<DeskCommand> timers,
            String here,
            Clock clock,
            Supplier<List<String>> nodes,
            BiConsumer<String, DeskCommand> post) {
        this.context = context;
        this.timers = timers;
        this.here = here;
        this.clock = clock;
        this.nodes = nodes;
        this.post = post;
    }

    private Behavior<DeskCommand> onCommand(DeskCommand command) {
        switch (command) {
            case FromNode.Beat beat -> onBeat(beat);
            case DeskCommand.Granted granted -> onOpen(granted.grant());
            case DeskCommand.Opened opened -> onOpened(opened);
            case DeskCommand.OriginStopped stopped -> onOriginStopped(stopped);
            case DeskCommand.Announce announce -> onAnnounce(announce);
            case DeskCommand.Idle idle -> onIdle(idle);
            case DeskCommand.SoundStopped stopped -> onSoundStopped(stopped);
            case Hearing.Begin begin -> onBegin(begin);
            case Hearing hearing -> sendIfRunning(hearing);
        }
        return Behaviors.same();
    }

    /** A beat for what is not here yet is not answered: the origin may be about to open, and who asked is told when it is. */
    private void onBeat(FromNode.Beat beat) {
        Opened opened = origins.get(beat.room());
        Grant known = newest.get(beat.room());
        if (opened != null && opened.grant.broadcast().equals(beat.broadcast())) {
            opened.origin.tell(beat);
        } else if (known != null
                && (!known.origin().equals(here) || !known.broadcast().equals(beat.broadcast()))) {
            beat.node().tell(new FromOrigin.Elsewhere(known));
        }
    }

    private void onOpened(DeskCommand.Opened opened) {
        Grant grant = opened.grant();
        Opened before = origins.get(grant.room());
        if (before != null && grant.isAfter(before.grant) && grant.broadcast().equals(before.grant.broadcast())) {
            before.origin.tell(new OriginCommand.HandOver(opened.origin()));
        }
        if (!onOpen(grant)) {
            opened.origin().tell(new OriginCommand.End(EndReason.SUPERSEDED));
            return;
        }
        origins.put(grant.room(), new Opened(grant, opened.origin()));
        context.watchWith(opened.origin(), new DeskCommand.OriginStopped(grant.room(), opened.origin()));
        onAnnounce(new DeskCommand.Announce(grant, ANNOUNCED));
    }

    /** The grant's origin is there now. Guests may have heard of the grant from their room before, and asked in vain. */
    private boolean onOpen(Grant grant) {
        Running running = sounds.get(grant.room());
        if (running != null && grant.equals(newest.get(grant.room()))) {
            running.sound.tell(new NodeCommand.Moved(grant));
        }
        return learn(grant);
    }

    /** False when it is older than what is known. Who has the room's sound here by an older grant hears of it. */
    private boolean learn(Grant grant) {
        Grant known = newest.get(grant.room());
        if (known != null && known.isAfter(grant)) {
            return false;
        }
        if (known == null || grant.isAfter(known)) {
            remember(grant);
            Opened opened = origins.get(grant.room());
            if (opened != null && grant.isAfter(opened.grant)) {
                origins.remove(grant.room());
                opened.origin.tell(new OriginCommand.End(EndReason.SUPERSEDED));
            }
            Running running = sounds.get(grant.room());
            if (running != null) {
                running.sound.tell(new NodeCommand.Moved(grant));
            }
        }
        return true;
    }

    private void remember(Grant grant) {
        newest.remove(grant.room());
        newest.put(grant.room(), grant);
        if (newest.size() > GRANTS_MAX) {
            newest.remove(newest.keySet().iterator().next());
        }
    }

    private void onAnnounce(DeskCommand.Announce announce) {
        Grant grant = announce.grant();
        if (!grant.equals(newest.get(grant.room()))) {
            return;
        }
        for (String node : nodes.get()) {
            if (!node.equals(here)) {
                post.accept(node, new DeskCommand.Granted(grant));
            }
        }
        if (announce.left() > 1) {
            timers.startSingleTimer(grant.room(), new DeskCommand.Announce(grant, announce.left() - 1), ANNOUNCE_EVERY);
        }
    }

    private void onOriginStopped(DeskCommand.OriginStopped stopped) {
        Opened opened = origins.get(stopped.room());
        if (opened != null && opened.origin.equals(stopped.origin())) {
            origins.remove(stopped.room());
        }
    }

    private void onBegin(Hearing.Begin begin) {
        learn(begin.grant());
        Running running = sounds.computeIfAbsent(begin.room(), room -> startSound(begin.grant()));
        running.sent++;
        running.sound.tell(begin);
    }

    private void sendIfRunning(Hearing hearing) {
        Running running = sounds.get(hearing.room());
        if (running != null) {
            running.sent++;
            running.sound.tell(hearing);
        }
    }

    private Running startSound(Grant asked) {
        Grant known = newestOf(asked);
        ActorRef<NodeCommand> sound = context.spawnAnonymous(
                NodeSound.create(known, here, clock, post, context.getSelf().narrow()));
        context.watchWith(sound, new DeskCommand.SoundStopped(asked.room(), sound));
        return new Running(sound);
    }

    private Grant newestOf(Grant asked) {
        @Nullable Grant known = newest.get(asked.room());
        return known == null ? asked : known;
    }

    /** What was sent since it said so makes it needed after all; it asks again when it is not any more. */
    private void onIdle(DeskCommand.Idle idle) {
        Running running = sounds.get(idle.room());
        if (running != null && running.sound.equals(idle.sound()) && running.sent == idle.served()) {
            sounds.remove(idle.room());
            running.sound.tell(NodeCommand.Tick.STOP);
        }
    }

    private void onSoundStopped(DeskCommand.SoundStopped stopped) {
        Running running = sounds.get(stopped.room());
        if (running != null && running.sound.equals(stopped.sound())) {
            sounds.remove(stopped.room());
        }
    }
}

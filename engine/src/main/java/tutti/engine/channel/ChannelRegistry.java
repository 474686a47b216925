package tutti.engine.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import tutti.engine.id.RoomId;
import tutti.engine.room.Refusal;

/** Starts a channel for each room that somebody on this node is in or looks at, and sends everyone to the right one. */
final class ChannelRegistry {
    private final ActorContext<RegistryCommand> context;
    private final ConcurrentMap<RoomId, Showcase> showcases;
    private final Surroundings surroundings;
    /** At most `rooms-max`. */
    private final Map<RoomId, Running> running = new HashMap<>();

    private static final class Running {
        final ActorRef<ChannelCommand> channel;
        final Showcase showcase;
        long sent;

        Running(ActorRef<ChannelCommand> channel, Showcase showcase) {
            this.channel = channel;
            this.showcase = showcase;
        }
    }

    static Behavior<RegistryCommand> create(ConcurrentMap<RoomId, Showcase> showcases, Surroundings surroundings) {
        return Behaviors.setup(context -> {
            ChannelRegistry registry = new ChannelRegistry(context, showcases, surroundings);
            return Behaviors.receiveMessage(registry::onCommand);
        });
    }

    private ChannelRegistry(
            ActorContext<RegistryCommand> context,
            ConcurrentMap<RoomId, Showcase> showcases,
            Surroundings surroundings) {
        this.context = context;
        this.showcases = showcases;
        this.surroundings = surroundings;
    }

    private Behavior<RegistryCommand> onCommand(RegistryCommand command) {
        return switch (command) {
            case Visit.Enter enter -> onEnter(enter);
            case Visit.Look look -> onLook(look);
            case Visit.Leave leave -> sendIfRunning(leave);
            case Visit.Report report -> sendIfRunning(report);
            case RegistryCommand.Idle idle -> onIdle(idle);
            case RegistryCommand.Event event -> onNodeGone();
            case RegistryCommand.Stopped stopped -> onStopped(stopped);
        };
    }

    private Behavior<RegistryCommand> onEnter(Visit.Enter enter) {
        if (isFullFor(enter.room())) {
            enter.outbox().ended(new Outbox.Ending.Turned(Refusal.UNAVAILABLE));
        } else {
            send(enter);
        }
        return Behaviors.same();
    }

    private Behavior<RegistryCommand> onLook(Visit.Look look) {
        if (isFullFor(look.room())) {
            look.replyTo().tell(new Sight.Unseen(Refusal.UNAVAILABLE));
        } else {
            send(look);
        }
        return Behaviors.same();
    }

    private Behavior<RegistryCommand> sendIfRunning(Visit visit) {
        if (running.containsKey(visit.room())) {
            send(visit);
        }
        return Behaviors.same();
    }

    /** A visit sent since the channel said so finds it needed after all; it asks again when it is not any more. */
    private Behavior<RegistryCommand> onIdle(RegistryCommand.Idle idle) {
        Running here = running.get(idle.room());
        if (here != null && here.channel.equals(idle.channel()) && here.sent == idle.served()) {
            forget(idle.room(), here);
            here.channel.tell(ChannelCommand.Tick.STOP);
        }
        return Behaviors.same();
    }

    private Behavior<RegistryCommand> onNodeGone() {
        running.values().forEach(here -> here.channel.tell(ChannelCommand.Tick.NODE_GONE));
        return Behaviors.same();
    }

    private Behavior<RegistryCommand> onStopped(RegistryCommand.Stopped stopped) {
        Running here = running.get(stopped.room());
        if (here != null && here.channel.equals(stopped.channel())) {
            forget(stopped.room(), here);
        }
        return Behaviors.same();
    }

    private boolean isFullFor(RoomId room) {
        return running.size() >= surroundings.settings().roomsMax() && !running.containsKey(room);
    }

    private void send(Visit visit) {
        Running to = running.computeIfAbsent(visit.room(), this::start);
        to.sent++;
        to.channel.tell(visit);
    }

    private Running start(RoomId room) {
        Showcase showcase = new Showcase(surroundings.clock().nowUs());
        showcases.put(room, showcase);
        ActorRef<ChannelCommand> channel =
                context.spawnAnonymous(RoomChannel.create(room, showcase, context.getSelf(), surroundings));
        context.watchWith(channel, new RegistryCommand.Stopped(room, channel));
        return new Running(channel, showcase);
    }

    private void forget(RoomId room, Running gone) {
        running.remove(room);
        showcases.remove(room, gone.showcase);
    }
}

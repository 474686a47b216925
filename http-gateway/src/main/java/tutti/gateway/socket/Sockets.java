package tutti.gateway.socket;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import tutti.gateway.limit.BannedRanges;
import tutti.gateway.wire.Code;

/** All sockets of this node: lets them in, counts them, and sends them home when the node goes. */
public final class Sockets {
    private final House house;
    private final BannedRanges bans;
    private final ActorContext<Command> context;
    /** As many as there are sockets. */
    private final Map<ActorRef<SessionCommand>, InetAddress> from = new HashMap<>();

    private final Map<String, Integer> byAddress = new HashMap<>();
    private int open;

    private Sockets(House house, BannedRanges bans, ActorContext<Command> context) {
        this.house = house;
        this.bans = bans;
        this.context = context;
    }

    public sealed interface Command permits Open, Drain, LookForBanned, Closed {}

    /** `address` is whose limits it counts against, `visitor` is null when nobody knows. */
    record Open(String address, @Nullable InetAddress visitor, ActorRef<Opening> replyTo) implements Command {}

    /** Somebody may have been banned who is here. */
    public enum LookForBanned implements Command {
        LOOK
    }

    /**
     * Answered when no socket is left. Where other nodes serve, clients may stay until they are in there: nobody is without
     * a socket in between.
     */
    public record Drain(boolean othersServe, ActorRef<Done> replyTo) implements Command {}

    private record Closed(ActorRef<SessionCommand> session, String address) implements Command {}

    sealed interface Opening {
        record Welcome(ActorRef<SessionCommand> session) implements Opening {}

        record Refused(Code code) implements Opening {}
    }

    public static Behavior<Command> create(House house, BannedRanges bans) {
        return Behaviors.setup(context -> new Sockets(house, bans, context).receiving());
    }

    private Behavior<Command> receiving() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Open asked -> onOpen(asked);
            case Drain asked -> onDrain(asked);
            case LookForBanned look -> onLookForBanned();
            case Closed closed -> {
                onClosed(closed);
                yield Behaviors.same();
            }
        });
    }

    private Behavior<Command> onOpen(Open asked) {
        ActorRef<Opening> replyTo = asked.replyTo();
        if (asked.visitor() != null && bans.holds(asked.visitor())) {
            // Since the request was let in.
            replyTo.tell(new Opening.Refused(Code.ADDRESS_BANNED));
            return Behaviors.same();
        }
        if (open >= house.settings().socketsMax()) {
            replyTo.tell(new Opening.Refused(Code.UNAVAILABLE));
            return Behaviors.same();
        }
        if (byAddress.getOrDefault(asked.address(), 0) >= house.settings().socketsByAddressMax()) {
            replyTo.tell(new Opening.Refused(Code.RATE_LIMITED));
            return Behaviors.same();
        }
        ActorRef<SessionCommand> session = context.spawnAnonymous(Session.create(house, asked.address()));
        context.watchWith(session, new Closed(session, asked.address()));
        if (asked.visitor() != null) {
            from.put(session, asked.visitor());
        }
        byAddress.merge(asked.address(), 1, Integer::sum);
        count(open + 1);
        replyTo.tell(new Opening.Welcome(session));
        return Behaviors.same();
    }

    private Behavior<Command> onLookForBanned() {
        from.forEach((session, visitor) -> {
            if (bans.holds(visitor)) {
                session.tell(SessionCommand.Signal.BAN);
            }
        });
        return Behaviors.same();
    }

    private Behavior<Command> onDrain(Drain asked) {
        SessionCommand.Signal signal =
                asked.othersServe() ? SessionCommand.Signal.HAND_OVER : SessionCommand.Signal.DRAIN;
        for (ActorRef<Void> session : context.getChildren()) {
            session.<SessionCommand>unsafeUpcast().tell(signal);
        }
        return draining(new ArrayList<>(List.of(asked.replyTo())));
    }

    private Behavior<Command> draining(List<ActorRef<Done>> waiting) {
        if (open == 0) {
            waiting.forEach(replyTo -> replyTo.tell(Done.getInstance()));
            waiting.clear();
        }
        return Behaviors.receiveMessage(command -> switch (command) {
            case Open asked -> {
                asked.replyTo().tell(new Opening.Refused(Code.DRAINING));
                yield Behaviors.same();
            }
            case Drain asked -> {
                waiting.add(asked.replyTo());
                yield draining(waiting);
            }
            case LookForBanned look -> Behaviors.same();
            case Closed closed -> {
                onClosed(closed);
                yield draining(waiting);
            }
        });
    }

    private void onClosed(Closed closed) {
        from.remove(closed.session());
        byAddress.computeIfPresent(closed.address(), (same, sockets) -> sockets > 1 ? sockets - 1 : null);
        count(open - 1);
    }

    private void count(int now) {
        open = now;
        house.metrics().socketsOpen(now);
    }
}

package tutti.gateway.socket;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.channel.Outbox.Ending;
import tutti.gateway.socket.SessionCommand.Next;
import tutti.gateway.socket.SessionCommand.Signal;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Decoded;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.ServerMessage.Bye;

/** One client's line, in whichever phase its session is: the way out, what it may still ask for, and how it ends. */
record Line(
        House house,
        String address,
        ActorContext<SessionCommand> context,
        TimerScheduler<SessionCommand> timers,
        Allowances allowances,
        Outgoing out) {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** Says so, or goodbye to a client that goes on and on like this. */
    @Nullable
    Bye malformed(Decoded.Malformed malformed) {
        house.metrics().malformed(malformed.code());
        if (malformed.code() == Code.TOO_LARGE || malformed.code() == Code.TOO_SLOW) {
            return Bye.of(malformed.code(), malformed.why());
        }
        if (!allowances.mayBeMalformed(house.clock().nowUs())) {
            return Bye.of(Code.BAD_MESSAGE, "too many messages that are none");
        }
        return send(new ServerMessage.Refused(malformed.code(), malformed.why(), malformed.id()));
    }

    @Nullable
    Bye send(ServerMessage message) {
        return out.offer(message) ? null : tooSlow();
    }

    /** Of a client that has no seat yet. */
    Behavior<SessionCommand> unlessOver(@Nullable Bye bye) {
        if (bye == null) {
            return Behaviors.same();
        }
        if (bye.code().isOfHarm()) {
            house.refusals().charge(address, Costs.HARM);
        }
        return goodbye(bye);
    }

    Behavior<SessionCommand> goodbye(Bye bye) {
        LOG.info("goodbye code={}", bye.code().word());
        house.metrics().goodbye(bye.code());
        out.end(bye);
        return leaving();
    }

    Behavior<SessionCommand> leaving() {
        timers.cancelAll();
        timers.startSingleTimer(Signal.GOODBYE_OVERDUE, house.settings().goodbyeWithin());
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Received received -> {
                received.next().tell(Next.NEXT);
                yield Behaviors.same();
            }
            case SessionCommand.Took took -> {
                took.next().tell(Next.NEXT);
                yield Behaviors.same();
            }
            case Signal signal ->
                switch (signal) {
                    case GONE -> Behaviors.stopped();
                    case GOODBYE_OVERDUE -> {
                        out.cut();
                        yield Behaviors.stopped();
                    }
                    case HAND_OVER, DRAIN, BAN, JOIN_OVERDUE, LISTEN_FOR_SILENCE, RENEW_TOKEN -> Behaviors.same();
                };
            case SessionCommand.FromRoom late -> Behaviors.same();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    Bye draining() {
        return Bye.draining(ThreadLocalRandom.current()
                .nextLong(house.settings().drainSpread().toMillis() + 1));
    }

    static Bye byeOf(Ending ending) {
        return switch (ending) {
            case Ending.Turned turned -> Bye.of(Code.of(turned.refusal()), "the room let go of you");
            case Ending.Replaced replaced -> Bye.of(Code.REPLACED, "you joined from elsewhere");
            case Ending.RoomClosed closed -> Bye.of(Code.ROOM_CLOSED, "the room is closed");
            case Ending.TooSlow slow -> tooSlow();
        };
    }

    static Bye addressBanned() {
        return Bye.of(Code.ADDRESS_BANNED, "nobody is let in from this address");
    }

    static Bye tooSlow() {
        return Bye.of(Code.TOO_SLOW, "you did not take what was sent");
    }
}

package tutti.gateway.socket;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.channel.Outbox.Ending;
import tutti.engine.id.MessageId;
import tutti.engine.room.Refusal;
import tutti.gateway.socket.SessionCommand.Next;
import tutti.gateway.socket.SessionCommand.Signal;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Decoded;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.ServerMessage.Bye;

/**
 * One socket, from its first frame to its goodbye:
 *
 * <pre>
 *   connecting ──▶ waiting ──join──▶ entering ──▶ seated ──▶ leaving
 * </pre>
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration SILENCE_LOOKED_AT_EVERY = Duration.ofSeconds(5);

    private final House house;
    private final ActorContext<SessionCommand> context;
    private final TimerScheduler<SessionCommand> timers;
    private final Allowances allowances;
    private final String address;
    private long heardUs;

    private Session(
            House house, String address, ActorContext<SessionCommand> context, TimerScheduler<SessionCommand> timers) {
        this.house = house;
        this.address = address;
        this.context = context;
        this.timers = timers;
        heardUs = house.clock().nowUs();
        allowances = new Allowances(house.settings().limits(), heardUs);
    }

    /** `address` is whose limits it counts against. */
    static Behavior<SessionCommand> create(House house, String address) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startSingleTimer(Signal.JOIN_OVERDUE, house.settings().joinWithin());
            return new Session(house, address, context, timers).connecting(null, null);
        }));
    }

    /** The way out and the way in report in either order; no frame comes before `next`. */
    private Behavior<SessionCommand> connecting(@Nullable Outgoing out, @Nullable ActorRef<Next> next) {
        if (out != null && next != null) {
            next.tell(Next.NEXT);
            return waiting(out);
        }
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Connected connected -> connecting(connected.out(), next);
            case SessionCommand.Listening listening -> connecting(out, listening.next());
            case Signal signal -> {
                if (out != null) {
                    out.end(null);
                }
                yield Behaviors.stopped();
            }
            case SessionCommand.Received early -> Behaviors.unhandled();
            case SessionCommand.FromRoom early -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> waiting(Outgoing out) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Received received -> onFirst(out, received);
            case Signal signal ->
                switch (signal) {
                    case GONE -> Behaviors.stopped();
                    case HAND_OVER, DRAIN -> goodbye(out, draining());
                    case JOIN_OVERDUE -> goodbye(out, Bye.of(Code.NOT_JOINED, "nobody joined in time"));
                    case LISTEN_FOR_SILENCE, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.FromRoom early -> Behaviors.unhandled();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> onFirst(Outgoing out, SessionCommand.Received received) {
        if (received.frame().decoded() instanceof Decoded.Message first
                && first.message() instanceof ClientMessage.Join join) {
            return onJoin(out, received.next(), join, first.id());
        }
        received.next().tell(Next.NEXT);
        return switch (received.frame().decoded()) {
            case Decoded.Malformed malformed -> unlessOver(out, malformed(out, malformed));
            case Decoded.Message message -> {
                if (message.message() instanceof ClientMessage.Leave) {
                    out.end(null);
                    yield leaving(out);
                }
                yield unlessOver(
                        out,
                        malformed(
                                out,
                                new Decoded.Malformed(Code.NOT_JOINED, "the first message is join", message.id())));
            }
        };
    }

    private Behavior<SessionCommand> onJoin(
            Outgoing out, ActorRef<Next> next, ClientMessage.Join join, @Nullable MessageId id) {
        house.metrics().message(join);
        return switch (Entry.of(house, join)) {
            case Entry.Known known -> {
                SeatOutbox outbox = new SeatOutbox(house, out, context.getSelf(), id, join.since());
                house.rooms().enter(known.room(), known.user(), join.name(), outbox);
                timers.startSingleTimer(Signal.JOIN_OVERDUE, house.settings().joinWithin());
                yield entering(
                        new Seat(house, address, context, allowances, out, known.room(), known.user(), outbox),
                        next,
                        id);
            }
            case Entry.NoRoom noRoom -> {
                next.tell(Next.NEXT);
                yield turned(out, Refusal.ROOM_NOT_FOUND, id);
            }
            case Entry.BadToken bad -> {
                next.tell(Next.NEXT);
                // They may still join without it, as somebody new.
                var refused = new Decoded.Malformed(bad.code(), "this token is not good for this room", id);
                yield unlessOver(out, malformed(out, refused));
            }
        };
    }

    /** No frame is taken until there is an answer: what follows a join is meant for the room. */
    private Behavior<SessionCommand> entering(Seat seat, ActorRef<Next> next, @Nullable MessageId id) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Seated seated -> {
                next.tell(Next.NEXT);
                LOG.info(
                        "joined room={} user={} role={}",
                        seat.room(),
                        seat.user(),
                        seated.you().role());
                heardUs = house.clock().nowUs();
                timers.cancel(Signal.JOIN_OVERDUE);
                timers.startTimerWithFixedDelay(Signal.LISTEN_FOR_SILENCE, SILENCE_LOOKED_AT_EVERY);
                yield seated(seat);
            }
            case SessionCommand.Ended ended -> {
                next.tell(Next.NEXT);
                yield switch (ended.ending()) {
                    case Ending.Turned refused -> turned(seat.out(), refused.refusal(), id);
                    case Ending.TooSlow slow -> thrownOut(seat, tooSlow());
                    case Ending.Replaced replaced -> onEnded(seat, replaced);
                    case Ending.RoomClosed closed -> onEnded(seat, closed);
                };
            }
            case Signal signal ->
                switch (signal) {
                    case GONE -> gone(seat, false);
                    case HAND_OVER, DRAIN -> {
                        next.tell(Next.NEXT);
                        yield thrownOut(seat, draining());
                    }
                    // The channel answers sooner, with a refusal at worst. Unless it broke.
                    case JOIN_OVERDUE -> {
                        next.tell(Next.NEXT);
                        yield thrownOut(seat, Bye.of(Code.UNAVAILABLE, "the room does not answer"));
                    }
                    case LISTEN_FOR_SILENCE, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.Received early -> Behaviors.unhandled();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
            case SessionCommand.Answered early -> Behaviors.unhandled();
            case SessionCommand.Failed early -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> seated(Seat seat) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Received received -> onReceived(seat, received);
            case SessionCommand.Answered answered -> after(seat, seat.answer(answered.id(), answered.outcome()));
            case SessionCommand.Failed failed -> onFailed(seat, failed);
            case SessionCommand.Ended ended -> onEnded(seat, ended.ending());
            case Signal signal ->
                switch (signal) {
                    case GONE -> gone(seat, false);
                    case HAND_OVER -> onHandOver(seat);
                    case DRAIN -> thrownOut(seat, draining());
                    case LISTEN_FOR_SILENCE -> onSilence(seat);
                    case JOIN_OVERDUE, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.Seated again -> Behaviors.same();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> onReceived(Seat seat, SessionCommand.Received received) {
        heardUs = received.frame().receivedUs();
        Behavior<SessionCommand> then = switch (received.frame().decoded()) {
            case Decoded.Malformed malformed -> after(seat, malformed(seat.out(), malformed));
            case Decoded.Message message -> {
                Bye bye = seat.act(message.message(), message.id(), heardUs);
                yield message.message() instanceof ClientMessage.Leave ? gone(seat, true) : after(seat, bye);
            }
        };
        received.next().tell(Next.NEXT);
        return then;
    }

    private Behavior<SessionCommand> after(Seat seat, @Nullable Bye bye) {
        return bye == null ? Behaviors.same() : thrownOut(seat, bye);
    }

    private Behavior<SessionCommand> unlessOver(Outgoing out, @Nullable Bye bye) {
        return bye == null ? Behaviors.same() : goodbye(out, bye);
    }

    private Behavior<SessionCommand> onSilence(Seat seat) {
        long silentUs = house.clock().nowUs() - heardUs;
        return silentUs < house.settings().silenceMax().toNanos() / 1_000
                ? Behaviors.same()
                : thrownOut(seat, Bye.of(Code.TOO_SLOW, "nothing was heard of you for too long"));
    }

    /** They are served here until they close this socket because they are in elsewhere, or the time for that is over. */
    private Behavior<SessionCommand> onHandOver(Seat seat) {
        if (!seat.out().offer(draining())) {
            return thrownOut(seat, tooSlow());
        }
        house.metrics().goodbye(Code.DRAINING);
        timers.startSingleTimer(Signal.DRAIN, house.settings().handOverWithin());
        return Behaviors.same();
    }

    /**
     * The room has them on another node, which may not have told them yet. So this socket goes on answering, only without
     * news: whoever closes it knows that the other one works.
     */
    private Behavior<SessionCommand> handedOver(Seat seat) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Received received -> onReceived(seat, received);
            case SessionCommand.Answered answered -> after(seat, seat.answer(answered.id(), answered.outcome()));
            case SessionCommand.Failed failed -> onFailed(seat, failed);
            case Signal signal ->
                switch (signal) {
                    case GONE -> gone(seat, false);
                    case DRAIN -> goodbye(seat.out(), replaced());
                    case HAND_OVER, LISTEN_FOR_SILENCE, JOIN_OVERDUE, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.Ended again -> Behaviors.same();
            case SessionCommand.Seated again -> Behaviors.same();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> onFailed(Seat seat, SessionCommand.Failed failed) {
        LOG.error("asked in vain room={} user={}", seat.room(), seat.user(), failed.fault());
        return after(seat, seat.refuse(Code.INTERNAL, "something went wrong here", failed.id()));
    }

    private Behavior<SessionCommand> onEnded(Seat seat, Ending ending) {
        return switch (ending) {
            case Ending.Turned turned ->
                goodbye(seat.out(), Bye.of(Code.of(turned.refusal()), "the room let go of you"));
            case Ending.Replaced replaced ->
                timers.isTimerActive(Signal.DRAIN) ? handedOver(seat) : goodbye(seat.out(), replaced());
            case Ending.RoomClosed closed -> goodbye(seat.out(), Bye.of(Code.ROOM_CLOSED, "the room is closed"));
            case Ending.TooSlow slow -> goodbye(seat.out(), tooSlow());
        };
    }

    /** Says so, or goodbye to a client that goes on and on like this. */
    private @Nullable Bye malformed(Outgoing out, Decoded.Malformed malformed) {
        house.metrics().malformed(malformed.code());
        if (malformed.code() == Code.TOO_LARGE || malformed.code() == Code.TOO_SLOW) {
            return Bye.of(malformed.code(), malformed.why());
        }
        if (!allowances.mayBeMalformed(house.clock().nowUs())) {
            return Bye.of(Code.BAD_MESSAGE, "too many messages that are none");
        }
        return out.offer(new ServerMessage.Refused(malformed.code(), malformed.why(), malformed.id()))
                ? null
                : tooSlow();
    }

    private Behavior<SessionCommand> turned(Outgoing out, Refusal refusal, @Nullable MessageId id) {
        Code code = Code.of(refusal);
        house.metrics().refused(code);
        out.offer(new ServerMessage.Refused(code, "there is no seat for you", id));
        return goodbye(out, Bye.of(code, "there is no seat for you"));
    }

    private Behavior<SessionCommand> thrownOut(Seat seat, Bye bye) {
        seat.leave(false);
        return goodbye(seat.out(), bye);
    }

    private Behavior<SessionCommand> gone(Seat seat, boolean meant) {
        LOG.info("left room={} user={} meant={}", seat.room(), seat.user(), meant);
        seat.leave(meant);
        seat.out().end(null);
        return meant ? leaving(seat.out()) : Behaviors.stopped();
    }

    private Behavior<SessionCommand> goodbye(Outgoing out, Bye bye) {
        LOG.info("goodbye code={}", bye.code().word());
        house.metrics().goodbye(bye.code());
        out.end(bye);
        return leaving(out);
    }

    private Behavior<SessionCommand> leaving(Outgoing out) {
        timers.cancelAll();
        timers.startSingleTimer(Signal.GOODBYE_OVERDUE, house.settings().goodbyeWithin());
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Received received -> {
                received.next().tell(Next.NEXT);
                yield Behaviors.same();
            }
            case Signal signal ->
                switch (signal) {
                    case GONE -> Behaviors.stopped();
                    case GOODBYE_OVERDUE -> {
                        out.cut();
                        yield Behaviors.stopped();
                    }
                    case HAND_OVER, DRAIN, JOIN_OVERDUE, LISTEN_FOR_SILENCE -> Behaviors.same();
                };
            case SessionCommand.FromRoom late -> Behaviors.same();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private Bye draining() {
        return Bye.draining(ThreadLocalRandom.current()
                .nextLong(house.settings().drainSpread().toMillis() + 1));
    }

    private static Bye replaced() {
        return Bye.of(Code.REPLACED, "you joined from elsewhere");
    }

    static Bye tooSlow() {
        return Bye.of(Code.TOO_SLOW, "you did not take what was sent");
    }
}

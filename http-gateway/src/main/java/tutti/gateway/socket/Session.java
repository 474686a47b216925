package tutti.gateway.socket;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
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
 *   connecting ──▶ waiting ──join──▶ entering ──▶ sitting ──▶ leaving
 * </pre>
 *
 * Here is how it comes to its seat; {@link Sitting} goes on from there, {@link Line} has the way out.
 */
final class Session {
    private final House house;
    private final ActorContext<SessionCommand> context;
    private final TimerScheduler<SessionCommand> timers;
    private final String address;

    private Session(
            House house, String address, ActorContext<SessionCommand> context, TimerScheduler<SessionCommand> timers) {
        this.house = house;
        this.address = address;
        this.context = context;
        this.timers = timers;
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
            Allowances allowances =
                    new Allowances(house.settings().limits(), house.clock().nowUs());
            return waiting(new Line(house, address, context, timers, allowances, out));
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

    private Behavior<SessionCommand> waiting(Line line) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Received received -> onFirst(line, received);
            case Signal signal ->
                switch (signal) {
                    case GONE -> Behaviors.stopped();
                    case HAND_OVER, DRAIN -> line.goodbye(line.draining());
                    case JOIN_OVERDUE -> line.goodbye(Bye.of(Code.NOT_JOINED, "nobody joined in time"));
                    case LISTEN_FOR_SILENCE, RENEW_TOKEN, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.FromRoom early -> Behaviors.unhandled();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> onFirst(Line line, SessionCommand.Received received) {
        if (received.frame().decoded() instanceof Decoded.Message first
                && first.message() instanceof ClientMessage.Join join) {
            return onJoin(line, received.next(), join, first.id());
        }
        received.next().tell(Next.NEXT);
        return switch (received.frame().decoded()) {
            case Decoded.Malformed malformed -> line.unlessOver(line.malformed(malformed));
            case Decoded.Sound sound -> line.unlessOver(line.malformed(notJoined(null)));
            case Decoded.Message message -> {
                if (message.message() instanceof ClientMessage.Leave) {
                    line.out().end(null);
                    yield line.leaving();
                }
                yield line.unlessOver(line.malformed(notJoined(message.id())));
            }
        };
    }

    private static Decoded.Malformed notJoined(@Nullable MessageId id) {
        return new Decoded.Malformed(Code.NOT_JOINED, "the first message is join", id);
    }

    private Behavior<SessionCommand> onJoin(
            Line line, ActorRef<Next> next, ClientMessage.Join join, @Nullable MessageId id) {
        house.metrics().message(join);
        return switch (Entry.of(house, join)) {
            case Entry.Known known -> {
                SeatOutbox outbox = new SeatOutbox(house, line.out(), context.getSelf(), id, join.since());
                SeatSound sound = SeatSound.of(line, known.room(), known.user(), join.audio());
                house.rooms().enter(known.room(), known.user(), join.name(), outbox);
                timers.startSingleTimer(Signal.JOIN_OVERDUE, house.settings().joinWithin());
                yield entering(new Seat(line, known.room(), known.user(), outbox, sound), next, id);
            }
            case Entry.NoRoom noRoom -> {
                next.tell(Next.NEXT);
                yield turned(line, Refusal.ROOM_NOT_FOUND, id);
            }
            case Entry.BadToken bad -> {
                next.tell(Next.NEXT);
                // They may still join without it, as somebody new.
                var refused = new Decoded.Malformed(bad.code(), "this token is not good for this room", id);
                yield line.unlessOver(line.malformed(refused));
            }
        };
    }

    /** No frame is taken until there is an answer: what follows a join is meant for the room. */
    private Behavior<SessionCommand> entering(Seat seat, ActorRef<Next> next, @Nullable MessageId id) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Seated seated -> {
                next.tell(Next.NEXT);
                timers.cancel(Signal.JOIN_OVERDUE);
                yield Sitting.begin(seat, seated);
            }
            case SessionCommand.Ended ended -> {
                next.tell(Next.NEXT);
                yield switch (ended.ending()) {
                    case Ending.Turned refused -> turned(seat.line(), refused.refusal(), id);
                    case Ending.TooSlow slow -> seat.thrownOut(Line.tooSlow());
                    case Ending.Replaced replaced -> seat.line().goodbye(Line.byeOf(replaced));
                    case Ending.RoomClosed closed -> seat.line().goodbye(Line.byeOf(closed));
                };
            }
            case Signal signal ->
                switch (signal) {
                    case GONE -> seat.gone(false);
                    case HAND_OVER, DRAIN -> {
                        next.tell(Next.NEXT);
                        yield seat.thrownOut(seat.line().draining());
                    }
                    // The channel answers sooner, with a refusal at worst. Unless it broke.
                    case JOIN_OVERDUE -> {
                        next.tell(Next.NEXT);
                        yield seat.thrownOut(Bye.of(Code.UNAVAILABLE, "the room does not answer"));
                    }
                    case LISTEN_FOR_SILENCE, RENEW_TOKEN, GOODBYE_OVERDUE -> Behaviors.same();
                };
            // In the room's copy already, which comes with the seat.
            case SessionCommand.OnAir early -> Behaviors.same();
            case SessionCommand.OffAir early -> Behaviors.same();
            case SessionCommand.SettingsChanged early -> Behaviors.same();
            case SessionCommand.Received early -> Behaviors.unhandled();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
            case SessionCommand.Answered early -> Behaviors.unhandled();
            case SessionCommand.Failed early -> Behaviors.unhandled();
            case SessionCommand.Granted early -> Behaviors.unhandled();
            case SessionCommand.Took early -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> turned(Line line, Refusal refusal, @Nullable MessageId id) {
        Code code = Code.of(refusal);
        house.metrics().refused(code);
        line.out().offer(new ServerMessage.Refused(code, "there is no seat for you", id));
        return line.goodbye(Bye.of(code, "there is no seat for you"));
    }
}

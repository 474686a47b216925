package tutti.gateway.socket;

import java.time.Duration;
import java.util.OptionalLong;
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
import tutti.engine.id.RoomId;
import tutti.engine.room.Refusal;
import tutti.engine.room.presence.Arrival;
import tutti.gateway.door.Doors;
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
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

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
                    case BAN -> line.goodbye(Line.addressBanned());
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
        Entry entry = Entry.of(house, join);
        OptionalLong waitS = house.refusals().secondsToNext(whoPays(entry));
        if (waitS.isPresent()) {
            next.tell(Next.NEXT);
            return onShut(
                    line, new Doors.Answer.Shut(Code.RATE_LIMITED, "refused too often of late", waitS.getAsLong()), id);
        }
        return switch (entry) {
            case Entry.Known known -> enter(line, new Asking(next, join, id), known);
            case Entry.Knocks knocks -> knock(line, new Asking(next, join, id), knocks);
            case Entry.NoRoom noRoom -> {
                next.tell(Next.NEXT);
                yield turned(line, Code.ROOM_NOT_FOUND, "there is no seat for you", id);
            }
            case Entry.BadToken bad -> {
                next.tell(Next.NEXT);
                charge(bad.code());
                // They may still join without it, as somebody new.
                var refused = new Decoded.Malformed(bad.code(), "this token is not good for this room", id);
                yield line.unlessOver(line.malformed(refused));
            }
        };
    }

    private String whoPays(Entry entry) {
        return entry instanceof Entry.Known known && entry.isShown()
                ? Costs.holder(known.room(), known.user())
                : address;
    }

    /** A join that is on its way: the frame it came in, and how it is answered. */
    private record Asking(
            ActorRef<Next> next,
            ClientMessage.Join join,
            @Nullable MessageId id) {}

    private Behavior<SessionCommand> enter(Line line, Asking asking, Entry.Known known) {
        SeatOutbox outbox = new SeatOutbox(
                house, line.out(), context.getSelf(), asking.id(), asking.join().since());
        SeatSound sound =
                SeatSound.of(line, known.room(), known.user(), asking.join().audio());
        Arrival arrival = new Arrival(
                known.user(),
                asking.join().name(),
                known.pass(),
                house.papers().networks().of(known.room(), address));
        house.rooms().enter(known.room(), arrival, outbox);
        timers.startSingleTimer(Signal.JOIN_OVERDUE, house.settings().joinWithin());
        Costs costs = new Costs(house.refusals(), address, known.room(), known.user(), known.isShown());
        Seat seat = new Seat(line, known.room(), known.user(), outbox, sound, costs);
        return entering(seat, asking.next(), asking.id());
    }

    /** A password takes a moment to compare. */
    private Behavior<SessionCommand> knock(Line line, Asking asking, Entry.Knocks knocks) {
        context.pipeToSelf(
                house.doors().knock(knocks.room(), knocks.user(), knocks.password(), null, address),
                (answer, fault) -> new SessionCommand.Knocked(answer == null ? failed(knocks.room(), fault) : answer));
        timers.startSingleTimer(Signal.JOIN_OVERDUE, house.settings().joinWithin());
        return Behaviors.receiveMessage(command -> switch (command) {
            case SessionCommand.Knocked knocked ->
                switch (knocked.answer()) {
                    case Doors.Answer.Open open ->
                        enter(line, asking, new Entry.Known(knocks.room(), knocks.user(), open.pass()));
                    case Doors.Answer.Shut shut -> {
                        asking.next().tell(Next.NEXT);
                        if (shut.code() == Code.WRONG_PASSWORD) {
                            charge(shut.code());
                        }
                        yield onShut(line, shut, asking.id());
                    }
                };
            case Signal signal ->
                switch (signal) {
                    case GONE -> {
                        line.out().end(null);
                        yield Behaviors.stopped();
                    }
                    case HAND_OVER, DRAIN -> {
                        asking.next().tell(Next.NEXT);
                        yield line.goodbye(line.draining());
                    }
                    case BAN -> {
                        asking.next().tell(Next.NEXT);
                        yield line.goodbye(Line.addressBanned());
                    }
                    case JOIN_OVERDUE -> {
                        asking.next().tell(Next.NEXT);
                        yield line.goodbye(Bye.of(Code.UNAVAILABLE, "the room does not answer"));
                    }
                    case LISTEN_FOR_SILENCE, RENEW_TOKEN, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.FromRoom early -> Behaviors.unhandled();
            case SessionCommand.Received early -> Behaviors.unhandled();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private static Doors.Answer failed(RoomId room, Throwable fault) {
        LOG.error("knocked in vain room={}", room, fault);
        return new Doors.Answer.Shut(Code.INTERNAL, "something went wrong here", 0);
    }

    /** A room that is not there is one thing; with another password they may come in by this socket yet. */
    private Behavior<SessionCommand> onShut(Line line, Doors.Answer.Shut shut, @Nullable MessageId id) {
        boolean again = shut.code() == Code.WRONG_PASSWORD || shut.code() == Code.RATE_LIMITED;
        if (!again) {
            return turned(line, shut.code(), shut.why(), id);
        }
        if (!line.allowances().mayBeRefused(house.clock().nowUs())) {
            return line.goodbye(Bye.of(Code.RATE_LIMITED, "far too often in vain"));
        }
        house.metrics().refused(shut.code());
        Long retryAfterMs = shut.retryAfterS() == 0
                ? null
                : Duration.ofSeconds(shut.retryAfterS()).toMillis();
        Bye bye = line.send(new ServerMessage.Refused(shut.code(), shut.why(), id, retryAfterMs));
        return bye == null ? waiting(line) : line.goodbye(bye);
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
                    case Ending.Turned refused -> onTurned(seat.line(), refused.refusal(), id);
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
                    case BAN -> {
                        next.tell(Next.NEXT);
                        yield seat.thrownOut(Line.addressBanned());
                    }
                    // The channel answers sooner, with a refusal at worst. Unless it broke.
                    case JOIN_OVERDUE -> {
                        next.tell(Next.NEXT);
                        yield seat.thrownOut(Bye.of(Code.UNAVAILABLE, "the room does not answer"));
                    }
                    case LISTEN_FOR_SILENCE, RENEW_TOKEN, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.Knocked late -> Behaviors.unhandled();
            // In the room's copy already, which comes with the seat.
            case SessionCommand.OnAir early -> Behaviors.same();
            case SessionCommand.OffAir early -> Behaviors.same();
            case SessionCommand.SettingsChanged early -> Behaviors.same();
            case SessionCommand.Received early -> Behaviors.unhandled();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
            case SessionCommand.Answered early -> Behaviors.unhandled();
            case SessionCommand.Talked early -> Behaviors.unhandled();
            case SessionCommand.Failed early -> Behaviors.unhandled();
            case SessionCommand.Granted early -> Behaviors.unhandled();
            case SessionCommand.Took early -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> onTurned(Line line, Refusal refusal, @Nullable MessageId id) {
        return switch (refusal) {
            case WRONG_PASSWORD ->
                onShut(line, new Doors.Answer.Shut(Code.WRONG_PASSWORD, "this room has a password", 0), id);
            case NOT_ALLOWED -> turned(line, Code.NOT_ALLOWED, "this room is for those who were invited", id);
            case KICKED, BANNED -> turned(line, Code.of(refusal), "this room does not let you in", id);
            case ROOM_NOT_FOUND,
                    ROOM_FULL,
                    ROOM_CLOSED,
                    NOT_JOINED,
                    BAD_MESSAGE,
                    RATE_LIMITED,
                    EXPIRED,
                    MUTED,
                    UNAVAILABLE -> turned(line, Code.of(refusal), "there is no seat for you", id);
        };
    }

    private void charge(Code code) {
        if (code.isOfGuesses()) {
            house.refusals().charge(address);
        }
    }

    private Behavior<SessionCommand> turned(Line line, Code code, String why, @Nullable MessageId id) {
        charge(code);
        house.metrics().refused(code);
        line.out().offer(new ServerMessage.Refused(code, why, id));
        return line.goodbye(Bye.of(code, why));
    }
}

package tutti.gateway.socket;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.channel.Outbox.Ending;
import tutti.gateway.socket.SessionCommand.Next;
import tutti.gateway.socket.SessionCommand.Signal;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Decoded;
import tutti.gateway.wire.ServerMessage.Bye;

/** A session in its seat: what the client sends, what comes of it, and every way of losing the seat. */
final class Sitting {
    private static final Logger LOG = LoggerFactory.getLogger(Sitting.class);
    private static final Duration SILENCE_LOOKED_AT_EVERY = Duration.ofSeconds(5);

    private final Line line;
    private final Seat seat;
    private final long seatedUs;
    private long heardUs;

    private Sitting(Seat seat) {
        this.line = seat.line();
        this.seat = seat;
        seatedUs = line.house().clock().nowUs();
        heardUs = seatedUs;
    }

    static Behavior<SessionCommand> begin(Seat seat, SessionCommand.Seated seated) {
        LOG.atLevel(seat.loudness())
                .log(
                        "joined room={} user={} role={}",
                        seat.room(),
                        seat.user(),
                        seated.you().role());
        seat.line().timers().startTimerWithFixedDelay(Signal.LISTEN_FOR_SILENCE, SILENCE_LOOKED_AT_EVERY);
        seat.line()
                .timers()
                .startTimerWithFixedDelay(
                        Signal.RENEW_TOKEN, seat.line().house().tokens().renewedEvery());
        if (seated.broadcast() != null) {
            seat.sound().onAir(seated.broadcast());
        }
        return new Sitting(seat).seated();
    }

    private Behavior<SessionCommand> seated() {
        return receiving(command -> switch (command) {
            case SessionCommand.Received received -> onReceived(received);
            case SessionCommand.Took took -> onTook(took);
            case SessionCommand.Answered answered -> after(seat.answer(answered.id(), answered.outcome()));
            case SessionCommand.Talked talked -> after(seat.talked(talked));
            case SessionCommand.Granted granted -> after(seat.granted(granted));
            case SessionCommand.Failed failed -> onFailed(failed);
            case SessionCommand.OnAir started -> {
                seat.sound().onAir(started.broadcast());
                yield Behaviors.same();
            }
            case SessionCommand.OffAir stopped -> {
                seat.sound().offAir(stopped.broadcast());
                yield Behaviors.same();
            }
            case SessionCommand.SettingsChanged changed -> {
                seat.sound().choose(changed.settings().playout());
                yield Behaviors.same();
            }
            case SessionCommand.Ended ended -> onEnded(ended.ending());
            case Signal signal ->
                switch (signal) {
                    case GONE -> gone(false);
                    case HAND_OVER -> onHandOver();
                    case DRAIN -> seat.thrownOut(line.draining());
                    case BAN -> seat.thrownOut(Line.addressBanned());
                    case LISTEN_FOR_SILENCE -> onSilence();
                    case RENEW_TOKEN -> after(seat.renewToken());
                    case JOIN_OVERDUE, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.Seated again -> Behaviors.same();
            case SessionCommand.Knocked late -> Behaviors.same();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    /** However a session ends, by a fault of ours too, its sound ends with it. */
    private Behavior<SessionCommand> receiving(Function<SessionCommand, Behavior<SessionCommand>> onMessage) {
        return Behaviors.receive(SessionCommand.class)
                .onAnyMessage(onMessage::apply)
                .onSignal(PostStop.class, stopped -> {
                    seat.sound().end();
                    return Behaviors.same();
                })
                .build();
    }

    /** The next frame is asked for when this one is dealt with; one of sound, when it was taken. */
    private Behavior<SessionCommand> onReceived(SessionCommand.Received received) {
        heardUs = received.frame().receivedUs();
        line.house().metrics().received(received.frame().bytes());
        OptionalLong waitMs = line.allowances().take(received.frame());
        if (waitMs.isPresent()) {
            received.next().tell(Next.NEXT);
            return after(seat.tooMuch(received.frame(), waitMs.getAsLong()));
        }
        if (received.frame().decoded() instanceof Decoded.Sound sound) {
            line.context()
                    .pipeToSelf(
                            seat.sound().take(sound.bytes(), heardUs),
                            (taken, fault) -> new SessionCommand.Took(
                                    received.next(), taken == null ? Upload.Taken.ENDED : taken));
            return Behaviors.same();
        }
        Behavior<SessionCommand> then = switch (received.frame().decoded()) {
            case Decoded.Malformed malformed -> after(line.malformed(malformed));
            case Decoded.Sound sound -> throw new IllegalStateException("sound was dealt with");
            case Decoded.Message message -> {
                Bye bye = seat.act(message.message(), message.id(), heardUs);
                yield message.message() instanceof ClientMessage.Leave ? gone(true) : after(bye);
            }
        };
        received.next().tell(Next.NEXT);
        return then;
    }

    private Behavior<SessionCommand> onTook(SessionCommand.Took took) {
        took.next().tell(Next.NEXT);
        return after(seat.took(took.taken()));
    }

    private Behavior<SessionCommand> gone(boolean meant) {
        seat.costs().left(line.house().clock().nowUs() - seatedUs);
        return seat.gone(meant);
    }

    private Behavior<SessionCommand> after(@Nullable Bye bye) {
        return bye == null ? Behaviors.same() : seat.thrownOut(bye);
    }

    private Behavior<SessionCommand> onSilence() {
        long silentUs = line.house().clock().nowUs() - heardUs;
        return silentUs < line.house().settings().silenceMax().toNanos() / 1_000
                ? Behaviors.same()
                : seat.thrownOut(Bye.of(Code.TOO_SLOW, "nothing was heard of you for too long"));
    }

    /** They are served here until they close this socket because they are in elsewhere, or the time for that is over. */
    private Behavior<SessionCommand> onHandOver() {
        if (!line.out().offer(line.draining())) {
            return seat.thrownOut(Line.tooSlow());
        }
        line.house().metrics().goodbye(Code.DRAINING);
        line.timers().startSingleTimer(Signal.DRAIN, line.house().settings().handOverWithin());
        return Behaviors.same();
    }

    /**
     * The room has them on another node, which may not have told them yet. So this socket goes on answering, and sound goes on
     * through it, only without news: whoever closes it knows that the other one works.
     */
    private Behavior<SessionCommand> handedOver() {
        return receiving(command -> switch (command) {
            case SessionCommand.Received received -> onReceived(received);
            case SessionCommand.Took took -> onTook(took);
            case SessionCommand.Answered answered -> after(seat.answer(answered.id(), answered.outcome()));
            case SessionCommand.Talked talked -> after(seat.talked(talked));
            case SessionCommand.Granted granted -> after(seat.granted(granted));
            case SessionCommand.Failed failed -> onFailed(failed);
            case Signal signal ->
                switch (signal) {
                    case GONE -> seat.gone(false);
                    case DRAIN -> seat.ended(new Ending.Replaced());
                    case BAN -> seat.thrownOut(Line.addressBanned());
                    case HAND_OVER, LISTEN_FOR_SILENCE, RENEW_TOKEN, JOIN_OVERDUE, GOODBYE_OVERDUE -> Behaviors.same();
                };
            case SessionCommand.OnAir late -> Behaviors.same();
            case SessionCommand.OffAir late -> Behaviors.same();
            case SessionCommand.SettingsChanged late -> Behaviors.same();
            case SessionCommand.Ended again -> Behaviors.same();
            case SessionCommand.Seated again -> Behaviors.same();
            case SessionCommand.Knocked late -> Behaviors.same();
            case SessionCommand.Connected twice -> Behaviors.unhandled();
            case SessionCommand.Listening twice -> Behaviors.unhandled();
        });
    }

    private Behavior<SessionCommand> onFailed(SessionCommand.Failed failed) {
        LOG.error("asked in vain room={} user={}", seat.room(), seat.user(), failed.fault());
        return after(seat.refuse(Code.INTERNAL, "something went wrong here", failed.id()));
    }

    private Behavior<SessionCommand> onEnded(Ending ending) {
        if (ending instanceof Ending.TooSlow) {
            // It may be the sound that found so, and then the room does not know.
            return seat.thrownOut(Line.tooSlow());
        }
        return ending instanceof Ending.Replaced && line.timers().isTimerActive(Signal.DRAIN)
                ? handedOver()
                : seat.ended(ending);
    }
}

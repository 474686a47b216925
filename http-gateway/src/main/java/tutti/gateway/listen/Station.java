package tutti.gateway.listen;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.audio.AudioFrame;
import tutti.engine.audio.opus.OggOpus;
import tutti.engine.room.Refusal;
import tutti.engine.room.broadcast.Broadcast;
import tutti.gateway.socket.Ear;
import tutti.gateway.socket.House;
import tutti.gateway.socket.Listening;
import tutti.gateway.wire.ServerMessage;

/**
 * One broadcast in one quality as an Ogg, written once for all who listen on this node. To the relay it is a guest like any
 * other, wherever the host is; when it is over, the room says.
 *
 * <pre>
 *   relay ──frames──▶ held while the room knows no such upload ──▶ ogg ──pages──▶ the last two seconds ──▶┐
 *   response ◀── pages of each listener (bounded) ◀────────────────────────────────────────────────────────┘
 *   room  ──once a second, and when the sound ends: still on the air? another upload?
 * </pre>
 */
final class Station {
    /** 2 s: so much a player has at once, and begins with. */
    private static final int PAGES_KEPT = 20;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A player that connects again comes back before, and finds the last pages. */
    private static final int LOOKS_ALONE_MAX = 10;

    /** 3 s, in frames of 60 ms; the room is looked at each second. */
    private static final int HELD_MAX = 50;

    private final House house;
    private final ActorContext<Command> context;
    private final ActorRef<Stations.Command> stations;
    private final Stations.Programme programme;
    private final OggOpus ogg;
    private final Deque<ByteString> latest = new ArrayDeque<>(PAGES_KEPT);
    /** Of an upload that the room has not told us of: of this broadcast, resumed, or of the next one, which is not for this stream. */
    private final Deque<AudioFrame> held = new ArrayDeque<>();
    /** As many as the stations let in. */
    private final Set<Pages> listeners = new LinkedHashSet<>();

    private final Listening listening;
    private Broadcast broadcast;
    private long epoch;
    private long nextSeq;
    private long served;
    private int looksAlone;
    private boolean over;

    sealed interface Command {}

    record Tuned(Pages pages) implements Command {}

    record Left(Pages pages) implements Command {}

    private record Heard(ByteString frame) implements Command {}

    /** Null when the room could not be asked. */
    private record Looked(@Nullable Outcome<NodeCopy> room) implements Command {}

    enum Signal implements Command {
        LOOK,
        STOP
    }

    static Behavior<Command> create(
            House house, Stations.Programme programme, Broadcast broadcast, ActorRef<Stations.Command> stations) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Signal.LOOK, LOOK_EVERY);
            return new Station(house, context, programme, broadcast, stations).receiving();
        }));
    }

    private Station(
            House house,
            ActorContext<Command> context,
            Stations.Programme programme,
            Broadcast broadcast,
            ActorRef<Stations.Command> stations) {
        this.house = house;
        this.context = context;
        this.stations = stations;
        this.programme = programme;
        this.broadcast = broadcast;
        this.ogg = new OggOpus(programme.hashCode(), broadcast.feed().channels());
        this.listening = house.studio()
                .listen(
                        programme.room(),
                        broadcast,
                        programme.quality(),
                        new FrameEar(context.getSelf().narrow()));
    }

    private Behavior<Command> receiving() {
        return Behaviors.receive(Command.class)
                .onAnyMessage(this::onCommand)
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Tuned tuned -> onTuned(tuned.pages());
            case Left left -> listeners.remove(left.pages());
            case Heard heard -> onHeard(heard.frame());
            case Looked looked -> onLooked(looked.room());
            case Signal.LOOK -> onLook();
            case Signal.STOP -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private void onTuned(Pages pages) {
        served++;
        listeners.add(pages);
        pages.begin(ogg.headers());
        latest.forEach(pages::offer);
        if (over) {
            pages.end();
        }
    }

    private void onHeard(ByteString bytes) {
        AudioFrame frame = AudioFrame.decode(bytes);
        if (frame == null || over) {
            return;
        }
        switch (frame.kind()) {
            case OPUS -> {
                if (frame.epoch() > broadcast.epoch()) {
                    hold(frame);
                } else {
                    write(frame);
                }
            }
            case END -> look();
            // No guest is sent any.
            case PCM -> {}
        }
    }

    private void hold(AudioFrame frame) {
        if (held.isEmpty()) {
            look();
        }
        if (held.size() == HELD_MAX) {
            held.removeFirst();
        }
        held.addLast(frame);
    }

    private void writeHeld() {
        while (!held.isEmpty() && held.getFirst().epoch() <= broadcast.epoch()) {
            write(held.removeFirst());
        }
    }

    private void write(AudioFrame frame) {
        // The wire's number has 32 bits; the one near the last is meant.
        long seq = nextSeq + (int) (frame.seq() - nextSeq);
        if (frame.epoch() > epoch) {
            epoch = frame.epoch();
            if (seq < nextSeq) {
                ogg.countAnew();
            }
        }
        for (ByteString packet : frame.packets()) {
            ogg.hear(seq, packet).forEach(this::send);
            nextSeq = ++seq;
        }
    }

    private void send(ByteString page) {
        if (latest.size() == PAGES_KEPT) {
            latest.removeFirst();
        }
        latest.addLast(page);
        for (Pages pages : listeners) {
            if (!pages.offer(page)) {
                house.metrics().listenerSkipped();
            }
        }
    }

    private void onLook() {
        looksAlone = listeners.isEmpty() ? looksAlone + 1 : 0;
        if (looksAlone > LOOKS_ALONE_MAX) {
            stations.tell(new Stations.Idle(programme, context.getSelf(), served));
        }
        look();
    }

    /** Answered from this node's copy of the room, which stays here as long as somebody looks. */
    private void look() {
        context.pipeToSelf(house.rooms().look(programme.room()), (room, fault) -> new Looked(room));
    }

    private void onLooked(@Nullable Outcome<NodeCopy> room) {
        switch (room) {
            case null -> {}
            case Outcome.Ok<NodeCopy> found -> follow(found.value().view().broadcast());
            case Outcome.Refused<NodeCopy> refused -> {
                if (refused.refusal() != Refusal.UNAVAILABLE) {
                    end();
                }
            }
        }
    }

    private void follow(@Nullable Broadcast now) {
        if (now == null || !now.id().equals(broadcast.id())) {
            end();
        } else if (now.epoch() != broadcast.epoch()) {
            broadcast = now;
            listening.follow(now);
            writeHeld();
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        held.clear();
        send(ogg.end());
        listeners.forEach(Pages::end);
        stations.tell(new Stations.Over(programme, context.getSelf()));
    }

    private Behavior<Command> onStopped() {
        listening.end();
        listeners.forEach(Pages::end);
        return Behaviors.same();
    }

    /** The relay must not be kept waiting. */
    private record FrameEar(ActorRef<Heard> station) implements Ear {
        @Override
        public boolean hear(ByteString frame, int packets) {
            station.tell(new Heard(frame));
            return true;
        }

        @Override
        public void heardAfter(int delayMs) {}

        @Override
        public void tell(ServerMessage message) {}
    }
}

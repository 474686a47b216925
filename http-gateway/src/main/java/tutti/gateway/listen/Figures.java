package tutti.gateway.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.gateway.socket.Ear;
import tutti.gateway.socket.House;
import tutti.gateway.socket.Listening;
import tutti.gateway.wire.Quality;
import tutti.gateway.wire.ServerMessage;

/**
 * What there is to know of the rooms' live sound, for who asks over HTTP. Where the host is on another node, the relay tells
 * this one as long as somebody asks: as to a guest who wants no sound.
 */
final class Figures {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SECONDS_UNASKED_MAX = 15;
    /** The first figures of a broadcast are there when its first second is over. */
    private static final int SECONDS_WAITED_MAX = 2;

    private static final int ROOMS_MAX = 1_000;
    private static final int WAITING_MAX = 100;

    private final House house;
    private final ActorContext<Command> context;
    private final Map<RoomId, Watched> rooms = new HashMap<>();

    sealed interface Command {}

    record Ask(RoomId room, Broadcast broadcast, ActorRef<Stations.Measured> replyTo) implements Command {}

    private record Told(RoomId room, ServerMessage.BroadcastStats stats) implements Command {}

    private enum Tick implements Command {
        SECOND
    }

    private static final class Watched {
        final Listening listening;
        final List<ActorRef<Stations.Measured>> waiting = new ArrayList<>();
        Broadcast broadcast;
        ServerMessage.@Nullable BroadcastStats latest;
        int secondsUnasked;
        int secondsWaited;

        Watched(Broadcast broadcast, Listening listening) {
            this.broadcast = broadcast;
            this.listening = listening;
        }

        boolean isMeasured() {
            return latest != null && !latest.tiers().isEmpty();
        }

        void answer() {
            waiting.forEach(replyTo -> replyTo.tell(new Stations.Measured(latest)));
            waiting.clear();
            secondsWaited = 0;
        }
    }

    static Behavior<Command> create(House house) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.SECOND, SECOND);
            return Behaviors.receiveMessage(new Figures(house, context)::onCommand);
        }));
    }

    private Figures(House house, ActorContext<Command> context) {
        this.house = house;
        this.context = context;
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Ask ask -> onAsk(ask);
            case Told told -> onTold(told);
            case Tick second -> onSecond();
        }
        return Behaviors.same();
    }

    private void onAsk(Ask ask) {
        Watched watched = watched(ask.room(), ask.broadcast());
        if (watched == null || watched.waiting.size() >= WAITING_MAX) {
            ask.replyTo().tell(new Stations.Measured(null));
            return;
        }
        watched.secondsUnasked = 0;
        watched.waiting.add(ask.replyTo());
        if (watched.isMeasured()) {
            watched.answer();
        }
    }

    private @Nullable Watched watched(RoomId room, Broadcast broadcast) {
        Watched known = rooms.get(room);
        if (known != null && known.broadcast.id().equals(broadcast.id())) {
            if (known.broadcast.epoch() != broadcast.epoch()) {
                known.broadcast = broadcast;
                known.listening.follow(broadcast);
            }
            return known;
        }
        if (known != null) {
            known.answer();
            known.listening.end();
        } else if (rooms.size() >= ROOMS_MAX) {
            return null;
        }
        Ear ear = new FiguresEar(room, context.getSelf().narrow());
        Watched watched = new Watched(broadcast, house.studio().listen(room, broadcast, Quality.OFF, ear));
        rooms.put(room, watched);
        return watched;
    }

    private void onTold(Told told) {
        Watched watched = rooms.get(told.room());
        if (watched != null) {
            watched.latest = told.stats();
            if (watched.isMeasured()) {
                watched.answer();
            }
        }
    }

    /** Who has waited for long is told what is known, be it nothing, rather than kept for longer. */
    private void onSecond() {
        rooms.values().removeIf(watched -> {
            if (!watched.waiting.isEmpty() && ++watched.secondsWaited >= SECONDS_WAITED_MAX) {
                watched.answer();
            }
            boolean unasked = ++watched.secondsUnasked > SECONDS_UNASKED_MAX;
            if (unasked) {
                watched.listening.end();
            }
            return unasked;
        });
    }

    private record FiguresEar(RoomId room, ActorRef<Told> figures) implements Ear {
        @Override
        public boolean hear(ByteString frame, int packets) {
            return true;
        }

        @Override
        public void heardAfter(int delayMs) {}

        @Override
        public void tell(ServerMessage message) {
            if (message instanceof ServerMessage.BroadcastStats stats) {
                figures.tell(new Told(room, stats));
            }
        }
    }
}

package tutti.gateway.listen;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.gateway.GatewaySettings;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Quality;
import tutti.gateway.wire.ServerMessage;

/** Everyone who listens with a player of their own on this node: lets them in, counts them, and finds them their station. */
public final class Stations {
    /** Who was told to come and whose player is gone by then never comes. */
    private static final Duration EXPECTED_FOR = Duration.ofSeconds(10);

    private final House house;
    private final GatewaySettings.Listen limits;
    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final ActorRef<Figures.Command> figures;
    private final Map<Programme, Running> stations = new HashMap<>();
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final Map<RoomId, Integer> byRoom = new HashMap<>();
    /** Who was let in and has not begun to listen; they count already. */
    private final Map<Long, Listener> expected = new HashMap<>();

    private long places;
    private int listeners;

    /** What one station sends: nobody's stream changes in the middle, so each quality is one of its own. */
    public record Programme(RoomId room, BroadcastId broadcast, Quality quality) {}

    public record Listener(String address, Broadcast broadcast, Programme programme) {}

    private static final class Running {
        final ActorRef<Station.Command> station;
        long sent;

        Running(ActorRef<Station.Command> station) {
            this.station = station;
        }
    }

    public sealed interface Command permits Ask, Measure, Came, Left, Missed, Idle, Over {}

    /** Whether there is room for one more. Where there is, it is kept for them. */
    public record Ask(Listener listener, ActorRef<Answer> replyTo) implements Command {}

    /** `refused` is null for who may come, to that place. */
    public record Answer(@Nullable Code refused, long place) {}

    /** What the sound of a room is like now. */
    public record Measure(RoomId room, Broadcast broadcast, ActorRef<Measured> replyTo) implements Command {}

    /** Null while nothing is known. */
    public record Measured(ServerMessage.@Nullable BroadcastStats stats) {}

    private record Came(Listener listener, long place, Pages pages) implements Command {}

    private record Left(Listener listener, Pages pages) implements Command {}

    private record Missed(long place) implements Command {}

    /** Nobody has listened to it for a while; `served` is how many the station had been sent by then. */
    record Idle(Programme programme, ActorRef<Station.Command> station, long served) implements Command {}

    record Over(Programme programme, ActorRef<Station.Command> station) implements Command {}

    public static Behavior<Command> create(House house, GatewaySettings.Listen limits) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Stations stations = new Stations(house, limits, context, timers);
            return Behaviors.receiveMessage(stations::onCommand);
        }));
    }

    /** The sound for one listener who was let in; they count until it ends. */
    public static Source<ByteString, NotUsed> sound(ActorRef<Command> stations, Listener listener, long place) {
        return Source.fromGraph(new PagesStage()).watchTermination((pages, ended) -> {
            stations.tell(new Came(listener, place, pages));
            ended.whenComplete((done, fault) -> stations.tell(new Left(listener, pages)));
            return NotUsed.getInstance();
        });
    }

    private Stations(
            House house, GatewaySettings.Listen limits, ActorContext<Command> context, TimerScheduler<Command> timers) {
        this.house = house;
        this.limits = limits;
        this.context = context;
        this.timers = timers;
        this.figures = context.spawn(Figures.create(house), "figures");
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Ask ask -> onAsk(ask);
            case Measure asked -> figures.tell(new Figures.Ask(asked.room(), asked.broadcast(), asked.replyTo()));
            case Came came -> onCame(came);
            case Left left -> onLeft(left);
            case Missed missed -> onMissed(missed.place());
            case Idle idle -> onIdle(idle);
            case Over over -> onOver(over);
        }
        return Behaviors.same();
    }

    private void onAsk(Ask ask) {
        Code refused = refusal(ask.listener());
        places++;
        if (refused == null) {
            enter(ask.listener());
            expected.put(places, ask.listener());
            timers.startSingleTimer(places, new Missed(places), EXPECTED_FOR);
        }
        ask.replyTo().tell(new Answer(refused, places));
    }

    private @Nullable Code refusal(Listener listener) {
        if (listeners >= limits.listenersMax()) {
            return Code.UNAVAILABLE;
        }
        if (byAddress.getOrDefault(listener.address(), 0) >= limits.byAddressMax()) {
            return Code.RATE_LIMITED;
        }
        return byRoom.getOrDefault(listener.programme().room(), 0) >= limits.byRoomMax() ? Code.ROOM_FULL : null;
    }

    /** Whoever comes when they are not expected any more is let in all the same: the answer is on its way. */
    private void onCame(Came came) {
        Listener listener = came.listener();
        timers.cancel(came.place());
        if (expected.remove(came.place()) == null) {
            enter(listener);
        }
        Running running = stations.computeIfAbsent(listener.programme(), programme -> start(listener));
        running.sent++;
        running.station.tell(new Station.Tuned(came.pages()));
    }

    private void onLeft(Left left) {
        Listener listener = left.listener();
        leave(listener);
        Running running = stations.get(listener.programme());
        if (running != null) {
            running.station.tell(new Station.Left(left.pages()));
        }
    }

    private void onMissed(long place) {
        Listener missed = expected.remove(place);
        if (missed != null) {
            leave(missed);
        }
    }

    private void enter(Listener listener) {
        count(listeners + 1);
        byAddress.merge(listener.address(), 1, Integer::sum);
        byRoom.merge(listener.programme().room(), 1, Integer::sum);
    }

    private void leave(Listener listener) {
        count(listeners - 1);
        byAddress.computeIfPresent(listener.address(), Stations::less);
        byRoom.computeIfPresent(listener.programme().room(), Stations::less);
    }

    private Running start(Listener listener) {
        return new Running(context.spawnAnonymous(
                Station.create(house, listener.programme(), listener.broadcast(), context.getSelf())));
    }

    /** Whoever was sent there since makes it needed after all; it says so again when it is not any more. */
    private void onIdle(Idle idle) {
        Running running = stations.get(idle.programme());
        if (running != null && running.station.equals(idle.station()) && running.sent == idle.served()) {
            stop(idle.programme(), running);
        }
    }

    private void onOver(Over over) {
        Running running = stations.get(over.programme());
        if (running != null && running.station.equals(over.station())) {
            stop(over.programme(), running);
        }
    }

    private void stop(Programme programme, Running running) {
        stations.remove(programme);
        running.station.tell(Station.Signal.STOP);
    }

    private void count(int now) {
        listeners = now;
        house.metrics().listening(now);
    }

    private static @Nullable Integer less(Object same, int now) {
        return now > 1 ? now - 1 : null;
    }
}

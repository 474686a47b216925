package tutti.gateway.listen;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
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
    private final House house;
    private final GatewaySettings.Listen limits;
    private final ActorContext<Command> context;
    private final ActorRef<Figures.Command> figures;
    private final Map<Programme, Running> stations = new HashMap<>();
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final Map<RoomId, Integer> byRoom = new HashMap<>();
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

    public sealed interface Command permits Ask, Measure, Came, Left, Idle, Over {}

    /** Whether there is room for one more. The answer is null where there is, else why not. */
    public record Ask(String address, RoomId room, ActorRef<Answer> replyTo) implements Command {}

    public record Answer(@Nullable Code refused) {}

    /** What the sound of a room is like now. */
    public record Measure(RoomId room, Broadcast broadcast, ActorRef<Measured> replyTo) implements Command {}

    /** Null while nothing is known. */
    public record Measured(ServerMessage.@Nullable BroadcastStats stats) {}

    private record Came(Listener listener, Pages pages) implements Command {}

    private record Left(Listener listener, Pages pages) implements Command {}

    /** Nobody has listened to it for a while; `served` is how many the station had been sent by then. */
    record Idle(Programme programme, ActorRef<Station.Command> station, long served) implements Command {}

    record Over(Programme programme, ActorRef<Station.Command> station) implements Command {}

    public static Behavior<Command> create(House house, GatewaySettings.Listen limits) {
        return Behaviors.setup(context -> {
            Stations stations = new Stations(house, limits, context);
            return Behaviors.receiveMessage(stations::onCommand);
        });
    }

    /** The sound for one listener, who counts from when it begins to when it ends. */
    public static Source<ByteString, NotUsed> sound(ActorRef<Command> stations, Listener listener) {
        return Source.fromGraph(new PagesStage()).watchTermination((pages, ended) -> {
            stations.tell(new Came(listener, pages));
            ended.whenComplete((done, fault) -> stations.tell(new Left(listener, pages)));
            return NotUsed.getInstance();
        });
    }

    private Stations(House house, GatewaySettings.Listen limits, ActorContext<Command> context) {
        this.house = house;
        this.limits = limits;
        this.context = context;
        this.figures = context.spawn(Figures.create(house), "figures");
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Ask ask -> ask.replyTo().tell(new Answer(refusal(ask)));
            case Measure asked -> figures.tell(new Figures.Ask(asked.room(), asked.broadcast(), asked.replyTo()));
            case Came came -> onCame(came);
            case Left left -> onLeft(left);
            case Idle idle -> onIdle(idle);
            case Over over -> onOver(over);
        }
        return Behaviors.same();
    }

    private @Nullable Code refusal(Ask ask) {
        if (listeners >= limits.listenersMax()) {
            return Code.UNAVAILABLE;
        }
        if (byAddress.getOrDefault(ask.address(), 0) >= limits.byAddressMax()) {
            return Code.RATE_LIMITED;
        }
        return byRoom.getOrDefault(ask.room(), 0) >= limits.byRoomMax() ? Code.ROOM_FULL : null;
    }

    private void onCame(Came came) {
        Listener listener = came.listener();
        count(listeners + 1);
        byAddress.merge(listener.address(), 1, Integer::sum);
        byRoom.merge(listener.programme().room(), 1, Integer::sum);
        Running running = stations.computeIfAbsent(listener.programme(), programme -> start(listener));
        running.sent++;
        running.station.tell(new Station.Tuned(came.pages()));
    }

    private void onLeft(Left left) {
        Listener listener = left.listener();
        count(listeners - 1);
        byAddress.computeIfPresent(listener.address(), Stations::less);
        byRoom.computeIfPresent(listener.programme().room(), Stations::less);
        Running running = stations.get(listener.programme());
        if (running != null) {
            running.station.tell(new Station.Left(left.pages()));
        }
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

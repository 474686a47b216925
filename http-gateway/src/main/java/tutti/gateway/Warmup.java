package tutti.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.http.javadsl.model.ws.WebSocketRequest;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.clock.Clock;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.presence.Role;
import tutti.gateway.auth.Ids;
import tutti.gateway.socket.House;

/**
 * A JVM that has just started is slow at whatever it has not done some hundred times. Where the first that a node has to do is
 * to take in all the people of a lost one, they wait for seconds. So it visits rooms of its own before, by its port for people,
 * for half of the time until that many have come in, whether these visits or people. Why so: decision 0012.
 */
public final class Warmup {
    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

    /** Some are on this node then and some on others. */
    private static final int ROOMS = 3;

    private static final int PEOPLE = 5;
    private static final DisplayName NAME = new DisplayName("Warm-up");
    /** One of the visitors: the room of a host who never comes would be given to another. */
    private static final UserId HOST = visitor(0);

    private static final Duration VISIT_WITHIN = Duration.ofSeconds(5);
    /** By then whatever else it has to do has warmed it. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String JOINED = "{\"type\":\"joined\"";
    private static final String LAST = "last";
    private static final List<Message> ONCE_IN = Stream.of(
                    "{\"type\":\"ping\",\"t0\":1}",
                    "{\"type\":\"ping\",\"t0\":2}",
                    "{\"type\":\"ready\",\"ready\":true,\"id\":\"" + LAST + "\"}")
            .map(Warmup::message)
            .toList();

    private final ActorSystem<?> system;
    private final HttpServer.Parts parts;
    private final Rooms rooms;
    private final String url;
    private final int visits;
    private final List<RoomId> visited;
    private final Clock clock;
    private final long beganUs;

    private int tried;

    private Warmup(ActorSystem<?> system, HttpServer.Parts parts, String url, int visits) {
        this.system = system;
        this.parts = parts;
        this.rooms = parts.engine().rooms();
        this.clock = parts.engine().clock();
        this.beganUs = clock.nowUs();
        this.url = url;
        this.visits = visits;
        Ids ids = new Ids();
        this.visited = Stream.generate(ids::room).limit(ROOMS).toList();
    }

    /** `at` is where the node listens for people, without TLS. The stage tells how many have come in; it never fails. */
    public static CompletionStage<Integer> begin(
            ActorSystem<?> system, HttpServer.Parts parts, InetSocketAddress at, int visits) {
        if (visits == 0) {
            return CompletableFuture.completedStage(0);
        }
        InetAddress address = at.getAddress();
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
        Warmup warmup = new Warmup(system, parts, "ws://" + authority + "/ws", visits);
        return warmup.opened()
                .thenCompose(there -> there ? warmup.visitOn() : CompletableFuture.completedStage(Done.getInstance()))
                .exceptionally(fault -> {
                    LOG.debug("the warm-up broke off", fault);
                    return Done.getInstance();
                })
                .thenCompose(done -> warmup.closed())
                .thenApply(closed -> warmup.ended());
    }

    /** Whether all of them are there: without, as when the database is away, there is nothing to visit. */
    private CompletionStage<Boolean> opened() {
        return each(
                room -> rooms.open(new NewRoom(room, NAME, HOST, null, Access.of(false), parts.roomDefaults(), false)));
    }

    /** Should this get lost: nobody is in them any more, and they are closed for that. */
    private CompletionStage<Boolean> closed() {
        return each(room -> rooms.close(room, HOST));
    }

    private <T> CompletionStage<Boolean> each(Function<RoomId, CompletionStage<Outcome<T>>> act) {
        return visited.stream()
                .map(room -> act.apply(room).handle((outcome, fault) -> outcome instanceof Outcome.Ok<T>))
                .reduce((one, other) -> one.thenCombine(other, Boolean::logicalAnd))
                .orElseThrow();
    }

    private CompletionStage<Done> visitOn() {
        if (tried >= visits || parts.metrics().joins() >= visits || age().compareTo(LONGEST) > 0) {
            return CompletableFuture.completedStage(Done.getInstance());
        }
        Duration before = age();
        return visit(tried++)
                .handle((done, fault) -> age().minus(before))
                .thenCompose(took -> Patterns.after(took, system.classicSystem(), this::visitOn));
    }

    /** Comes in as somebody who was there before, does what a page does first, and is gone. */
    private CompletionStage<Done> visit(int count) {
        RoomId room = visited.get(count % ROOMS);
        String token = parts.papers().tokens().issue(room, visitor(count / ROOMS % PEOPLE), Role.GUEST);
        Message join = message(
                "{\"type\":\"join\",\"roomId\":\"%s\",\"name\":\"%s\",\"token\":\"%s\"}".formatted(room, NAME, token));
        Flow<Message, Message, CompletionStage<Done>> talk = Flow.of(Message.class)
                .mapAsync(1, this::text)
                .takeWhile(text -> !text.contains("\"re\":\"" + LAST + "\""))
                .mapConcat(text -> text.startsWith(JOINED) ? ONCE_IN : List.<Message>of())
                .prepend(Source.single(join))
                .completionTimeout(VISIT_WITHIN)
                .watchTermination(Keep.right());
        return Http.get(system)
                .singleWebSocketRequest(
                        WebSocketRequest.create(url),
                        talk,
                        SystemMaterializer.get(system).materializer())
                .second();
    }

    private CompletionStage<String> text(Message message) {
        return message.asTextMessage()
                .toStrict(
                        VISIT_WITHIN.toMillis(), SystemMaterializer.get(system).materializer())
                .thenApply(TextMessage::getStrictText);
    }

    private static UserId visitor(int number) {
        return new UserId(House.VISITOR + number);
    }

    private static Message message(String text) {
        return TextMessage.create(text);
    }

    private Duration age() {
        return Duration.of(clock.nowUs() - beganUs, ChronoUnit.MICROS);
    }

    private int ended() {
        int came = parts.metrics().joins();
        LOG.info("is warm visits={} joins={} took={} s", tried, came, age().toSeconds());
        return came;
    }
}

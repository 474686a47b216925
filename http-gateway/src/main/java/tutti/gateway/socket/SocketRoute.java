package tutti.gateway.socket;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSink;
import org.jspecify.annotations.Nullable;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.socket.SessionCommand.Signal;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/**
 * `/ws`:
 *
 * <pre>
 *   browser ──frames──▶ whole ──▶ decode ──▶ session ──▶ rooms
 *   browser ◀──frames── outgoing (bounded) ◀── room's channel, session
 *   browser ◀──sound─── bypass ◀─── room's sound on this node
 * </pre>
 */
public final class SocketRoute {
    private static final Duration WELCOMED_WITHIN = Duration.ofSeconds(3);

    private final House house;
    private final ActorRef<Sockets.Command> sockets;
    private final AddressLimit joins;
    private final Visitors visitors;
    private final Predicate<HttpRequest> fromOurPages;
    private final Bypasses bypasses;
    private final ActorSystem<?> system;
    private final Incoming incoming;
    private final AtomicLong waitingOnNode = new AtomicLong();

    /** Who asks: as their limits know them, and their address as far as it is known. */
    public interface Visitors {
        String counted(HttpRequest request);

        Optional<InetAddress> address(HttpRequest request);
    }

    public SocketRoute(
            House house,
            ActorRef<Sockets.Command> sockets,
            AddressLimit joins,
            Visitors visitors,
            Predicate<HttpRequest> fromOurPages,
            Bypasses bypasses,
            ActorSystem<?> system) {
        this.house = house;
        this.sockets = sockets;
        this.joins = joins;
        this.visitors = visitors;
        this.fromOurPages = fromOurPages;
        this.bypasses = bypasses;
        this.system = system;
        incoming = new Incoming(house.clock(), house.settings().frameWithin(), Materializer.createMaterializer(system));
    }

    public Route route() {
        return get(() -> extractRequest(request -> {
            Optional<WebSocketUpgrade> upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade);
            if (upgrade.isEmpty()) {
                return complete(Answers.problem(Code.UPGRADE_REQUIRED, "this is where WebSockets begin")
                        .addHeader(RawHeader.create("Upgrade", "websocket")));
            }
            if (!fromOurPages.test(request)) {
                return complete(Answers.problem(Code.NOT_ALLOWED, "this is not for pages of others"));
            }
            String address = visitors.counted(request);
            OptionalLong wait = joins.take(address);
            return wait.isPresent()
                    ? complete(Answers.tooOften(wait.getAsLong()))
                    : completeWithFuture(opened(
                            upgrade.get(),
                            address,
                            visitors.address(request).orElse(null),
                            bypasses.forCaller(request)));
        }));
    }

    private CompletionStage<HttpResponse> opened(
            WebSocketUpgrade upgrade, String address, @Nullable InetAddress visitor, @Nullable Bypass bypass) {
        return AskPattern.<Sockets.Command, Sockets.Opening>ask(
                        sockets,
                        replyTo -> new Sockets.Open(address, visitor, replyTo),
                        WELCOMED_WITHIN,
                        system.scheduler())
                .thenApply(opening -> switch (opening) {
                    case Sockets.Opening.Welcome welcome -> upgraded(upgrade, flow(welcome.session(), bypass), bypass);
                    case Sockets.Opening.Refused refused ->
                        Answers.problem(
                                refused.code(),
                                refused.code() == Code.ADDRESS_BANNED
                                        ? "nobody is let in from this network"
                                        : "no more sockets here");
                });
    }

    private HttpResponse upgraded(
            WebSocketUpgrade upgrade, Flow<Message, Message, NotUsed> messages, @Nullable Bypass bypass) {
        return bypass == null ? upgrade.handleMessagesWith(messages) : bypasses.upgraded(upgrade, messages, bypass);
    }

    private Flow<Message, Message, NotUsed> flow(ActorRef<SessionCommand> session, @Nullable Bypass bypass) {
        Sink<Message, NotUsed> in = incoming.frames().to(sink(session));
        Source<Message, NotUsed> out = Outgoing.source(
                        house.settings().outboxMax(),
                        new WaitingBytes(
                                house.settings().outboxBytesMax(),
                                waitingOnNode,
                                house.settings().outboxesBytesMax()),
                        bypass)
                .mapMaterializedValue(outgoing -> {
                    session.tell(new SessionCommand.Connected(outgoing));
                    return NotUsed.getInstance();
                });
        return Flow.fromSinkAndSourceCoupled(in, out);
    }

    /** The session takes one frame after the other; a flood waits in the client's own buffers. */
    private static Sink<Incoming.Frame, NotUsed> sink(ActorRef<SessionCommand> session) {
        return ActorSink.<Incoming.Frame, SessionCommand, SessionCommand.Next>actorRefWithBackpressure(
                session,
                SessionCommand.Received::new,
                SessionCommand.Listening::new,
                SessionCommand.Next.NEXT,
                Signal.GONE,
                failure -> Signal.GONE);
    }
}

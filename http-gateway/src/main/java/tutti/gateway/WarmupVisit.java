package tutti.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.http.javadsl.model.ws.WebSocketRequest;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;
import tutti.gateway.auth.RoomTokens;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.Json;
import tutti.gateway.wire.ServerMessage;

/**
 * Somebody who was there before comes in through this node's port for people, does what a page does first, and is gone.
 *
 * <pre>
 *   port ──text──▶ said ──▶ until the last ──▶ what is asked, once in ──▶ port
 *                                 └──▶ how it ended
 * </pre>
 */
final class WarmupVisit {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final String LAST = "last";
    private static final List<Message> ONCE_IN = Stream.of(
                    "{\"type\":\"ping\",\"t0\":1}",
                    "{\"type\":\"ping\",\"t0\":2}",
                    "{\"type\":\"ready\",\"ready\":true,\"id\":\"" + LAST + "\"}")
            .map(WarmupVisit::message)
            .toList();
    private static final String JOINED = Codec.nameOf(ServerMessage.Joined.class);
    private static final String ACK = Codec.nameOf(ServerMessage.Ack.class);
    private static final List<String> ENDS = List.of(
            Codec.nameOf(ServerMessage.Refused.class),
            Codec.nameOf(ServerMessage.RoomClosed.class),
            Codec.nameOf(ServerMessage.Bye.class));

    private final ActorSystem<?> system;
    private final RoomTokens tokens;
    private final String url;

    /** Of what the server says, as much as matters here. */
    private record Said(
            String type, @Nullable String code, @Nullable String re) {
        boolean isLast() {
            return LAST.equals(re) || ENDS.contains(type);
        }

        boolean isWell() {
            return LAST.equals(re) && ACK.equals(type);
        }
    }

    /** `at` is where the node listens for people, without TLS. */
    WarmupVisit(ActorSystem<?> system, RoomTokens tokens, InetSocketAddress at) {
        this.system = system;
        this.tokens = tokens;
        this.url = url(at);
    }

    private static String url(InetSocketAddress at) {
        InetAddress address = at.getAddress();
        // An address of one link has its interface behind it, which no URL has a place for: it cannot be reached then.
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address)
                .getHostAddress()
                .replaceFirst("%.*", "");
        return "ws://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort() + "/ws";
    }

    /** Resolves within seconds, with what kept them from coming in. */
    CompletionStage<Optional<String>> make(RoomId room, UserId who) {
        Materializer materializer = SystemMaterializer.get(system).materializer();
        Message join = message("{\"type\":\"join\",\"roomId\":\"%s\",\"name\":\"Warm-up\",\"token\":\"%s\"}"
                .formatted(room, tokens.issue(room, who, Role.GUEST)));
        Flow<Message, Message, CompletionStage<Optional<Said>>> talk = Flow.of(Message.class)
                .completionTimeout(WITHIN)
                .mapAsync(1, frame -> said(frame, materializer))
                .takeWhile(said -> !said.isLast(), true)
                .alsoToMat(Sink.lastOption(), Keep.right())
                .mapConcat(said -> said.type().equals(JOINED) ? ONCE_IN : List.<Message>of())
                .prepend(Source.single(join));
        // A refused upgrade fails the talk, with its status. The answer to the upgrade is not waited for: it may never
        // come.
        return Http.get(system)
                .singleWebSocketRequest(WebSocketRequest.create(url), talk, materializer)
                .second()
                .handle((last, fault) -> fault == null ? trouble(last) : Optional.of("a visit: " + fault.getMessage()));
    }

    private static CompletionStage<Said> said(Message frame, Materializer materializer) {
        return frame.asTextMessage().toStrict(WITHIN.toMillis(), materializer).thenApply(text -> switch (Json.parse(
                text.getStrictText(), Said.class)) {
            case Json.Parsed.Value<Said> read -> read.value();
            case Json.Parsed.Malformed<Said> broken -> throw new IllegalStateException(broken.why());
        });
    }

    private static Optional<String> trouble(Optional<Said> last) {
        return last.map(Said::isWell).orElse(false)
                ? Optional.empty()
                : Optional.of("a visit ended with " + last.map(Said::toString).orElse("nothing"));
    }

    private static Message message(String text) {
        return TextMessage.create(text);
    }
}

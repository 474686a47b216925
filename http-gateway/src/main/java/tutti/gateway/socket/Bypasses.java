package tutti.gateway.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.apache.pekko.NotUsed;
import org.apache.pekko.event.Logging;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.impl.engine.ws.FrameEvent;
import org.apache.pekko.http.impl.engine.ws.UpgradeToWebSocketLowLevel;
import org.apache.pekko.http.impl.engine.ws.WebSocket;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.http.scaladsl.settings.WebSocketSettings;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.Shape;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.jspecify.annotations.Nullable;
import scala.Option;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.tcp.WritableChannels;

/**
 * Who gets a {@link Bypass}, and how it is built in: Pekko's own WebSocket above, its own connection below. For that it has to be
 * opened one layer further down than Pekko's public interface does. Whoever gets none has their connection narrowed all the same.
 */
public final class Bypasses {
    /** Linux takes twice as much, and counts its own books with it: two or three seconds of sound. */
    static final int SEND_BUFFER_BYTES = 32 * 1024;

    private final AcceptedChannels accepted;
    private final @Nullable WritableChannels writables;
    private final WebSocketSettings settings;
    private final LoggingAdapter log;

    /** `writables` is null where nobody gets one: what goes past the streams would go past the encryption too. */
    public Bypasses(
            AcceptedChannels accepted,
            @Nullable WritableChannels writables,
            org.apache.pekko.http.javadsl.settings.WebSocketSettings settings,
            org.apache.pekko.actor.ActorSystem system) {
        this.accepted = accepted;
        this.writables = writables;
        this.settings = (WebSocketSettings) settings;
        this.log = Logging.getLogger(system, Bypasses.class);
    }

    /** To be asked once, where a connection is upgraded. Null where it is not known, or all goes by the streams. */
    @Nullable
    Bypass forCaller(HttpRequest request) {
        InetSocketAddress caller = request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(remote -> remote.getAddress().map(address -> new InetSocketAddress(address, remote.getPort())))
                .orElse(null);
        if (caller == null) {
            return null;
        }
        accepted.of(caller).forEach(Bypasses::narrow);
        if (writables == null) {
            return null;
        }
        SocketChannel channel = accepted.take(caller);
        return channel == null ? null : new Bypass(channel, writables);
    }

    /**
     * What the system holds back for a client who does not read is lost to every rule of ours about what is too late. Left to itself,
     * it holds megabytes, which is minutes of sound.
     */
    private static void narrow(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        } catch (IOException gone) {
            // Then the first write tells.
        }
    }

    HttpResponse upgraded(WebSocketUpgrade upgrade, Flow<Message, Message, NotUsed> messages, Bypass bypass) {
        return ((UpgradeToWebSocketLowLevel) upgrade).handleFrames(frames(messages, bypass), Option.empty());
    }

    private Graph<FlowShape<FrameEvent, FrameEvent>, Object> frames(
            Flow<Message, Message, NotUsed> messages, Bypass bypass) {
        BidiFlow<
                        FrameEvent,
                        org.apache.pekko.http.scaladsl.model.ws.Message,
                        org.apache.pekko.http.scaladsl.model.ws.Message,
                        FrameEvent,
                        NotUsed>
                frames = BidiFlow.fromGraph(new BypassStage(bypass))
                        .atop(BidiFlow.fromGraph(WebSocket.stack(true, settings, WebSocket.stack$default$3(), log)));
        return withAny(frames.join(Flow.<org.apache.pekko.http.scaladsl.model.ws.Message>create()
                .map(Message::adapt)
                .via(messages)
                .map(Message::asScala)));
    }

    /** Scala's `Any` is where Java has a wildcard. */
    @SuppressWarnings("unchecked")
    private static <S extends Shape> Graph<S, Object> withAny(Graph<S, ?> graph) {
        return (Graph<S, Object>) graph;
    }
}

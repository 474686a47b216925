package tutti.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.io.Inet;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import tutti.engine.clock.Clock;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.route.Punctual;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.tcp.ConnectionLimit;
import tutti.gateway.tcp.SilentConnections;
import tutti.gateway.tls.Tls;
import tutti.gateway.tls.TlsSettings;

/** How the port for people takes connections: so many, encrypted or not, and each with something to ask before long. */
final class Entrance {
    private static final long DESCRIPTORS_KEPT_BACK = 1_500;
    private static final int CONNECTIONS_LEAST = 100;
    /** Those that are one too many are Pekko's for a moment; at its own limit it would let everybody wait. */
    private static final int CONNECTIONS_ON_THE_WAY_OUT = 500;
    /** What HTTP ends in time is left to it, as it says goodbye. */
    private static final Duration LEFT_TO_HTTP = Duration.ofSeconds(2);

    private static final Duration SILENCE_LOOKED_FOR_EVERY = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final GatewaySettings settings;
    private final AcceptedChannels accepted;
    private final ConnectionLimit limit;
    private final SilentConnections silent;

    Entrance(ActorSystem<?> system, GatewaySettings settings, Clock clock, Metrics metrics, AcceptedChannels accepted) {
        this.system = system;
        this.settings = settings;
        this.accepted = accepted;
        limit = new ConnectionLimit(
                connectionsMax(settings.connections().max()),
                settings.connections().byAddressMax(),
                settings.http().proxies(),
                clock,
                metrics::connectionRefused);
        silent = new SilentConnections(settings.http().firstRequestWithin().plus(LEFT_TO_HTTP), clock);
        metrics.connections(limit::open);
    }

    CompletionStage<ServerBinding> open(Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        return settings.tls()
                .map(tls -> server(List.of(limit, accepted, silent))
                        .enableHttps(https(tls))
                        .bindFlow(punctual(settings.http(), request -> {
                            heard(request);
                            return handler.apply(request);
                        })))
                .orElseGet(() -> server(List.of(limit, accepted)).bindFlow(punctual(settings.http(), handler)));
    }

    /** `onConnecting` is done with each connection before anything is read from it. */
    private ServerBuilder server(List<Inet.SocketOption> onConnecting) {
        ServerSettings byDefault = ServerSettings.create(system.classicSystem());
        List<Inet.SocketOption> options = new ArrayList<>();
        byDefault.getSocketOptions().forEach(options::add);
        options.addAll(onConnecting);
        GatewaySettings.Address at = settings.http().address();
        return Http.get(system)
                .newServerAt(at.host(), at.port())
                .withSettings(byDefault
                        .withSocketOptions(options)
                        .withMaxConnections(
                                connectionsMax(settings.connections().max()) + CONNECTIONS_ON_THE_WAY_OUT));
    }

    /** Each connection asks in time, or ends. */
    static Flow<HttpRequest, HttpResponse, NotUsed> punctual(
            GatewaySettings.Http http, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        return BidiFlow.fromGraph(new Punctual(http.firstRequestWithin(), http.nextRequestWithin()))
                .join(Flow.<HttpRequest>create().mapAsync(1, handler));
    }

    private HttpsConnectionContext https(TlsSettings certificate) {
        Tls tls = Tls.of(certificate);
        every(certificate.lookedAtEvery(), tls::lookAgain);
        every(SILENCE_LOOKED_FOR_EVERY, silent::endOverdue);
        return ConnectionContext.httpsServer(tls::engine);
    }

    private void heard(HttpRequest request) {
        request.getAttribute(AttributeKeys.remoteAddress)
                .ifPresent(remote -> remote.getAddress()
                        .ifPresent(address -> silent.heard(new InetSocketAddress(address, remote.getPort()))));
    }

    private void every(Duration time, Runnable work) {
        system.scheduler().scheduleWithFixedDelay(time, time, work, system.executionContext());
    }

    /** Files, the database and other nodes need descriptors too, and a port that cannot accept for want of one spins. */
    private static int connectionsMax(int wished) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(
                        wished, Math.max(unix.getMaxFileDescriptorCount() - DESCRIPTORS_KEPT_BACK, CONNECTIONS_LEAST))
                : wished;
    }
}

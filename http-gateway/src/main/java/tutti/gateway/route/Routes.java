package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.handleRejections;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static org.apache.pekko.http.javadsl.server.Directives.withRequestTimeoutResponse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.Rejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.japi.function.Function;
import tutti.engine.room.RoomSettings;
import tutti.gateway.GatewaySettings;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.limit.BannedRanges;
import tutti.gateway.listen.Stations;
import tutti.gateway.media.MediaRoutes;
import tutti.gateway.media.Playback;
import tutti.gateway.media.Shelf;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.socket.Bypasses;
import tutti.gateway.socket.House;
import tutti.gateway.socket.SocketRoute;
import tutti.gateway.socket.Sockets;
import tutti.gateway.twitch.TwitchRoutes;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** All that is answered, in one place. */
public final class Routes {
    private final Site site;
    /** Browsers heed it only where it came over TLS. */
    private final Optional<HttpHeader> hsts;

    private final Origins origins;
    private final StatusRoute status;
    private final RoomRoutes rooms;
    private final ListenRoute listen;
    private final Telemetry telemetry;
    private final Samples samples;
    private final SocketRoute sockets;
    private final HealthRoutes health;
    private final BannedRanges bans;
    private final Guard guard;
    private final PlaybackRoute playbackUrl;
    private final MediaRoutes media;
    private final TwitchRoutes twitch;
    private final PageRoutes pages;
    private final Metrics metrics;

    public Routes(
            House house,
            GatewaySettings settings,
            RoomSettings roomDefaults,
            Samples samples,
            HealthRoutes health,
            BannedRanges bans,
            ActorRef<Sockets.Command> sockets,
            ActorRef<Stations.Command> stations,
            Bypasses bypasses,
            ActorSystem<?> system) {
        site = new Site(settings.http().publicUrl(), settings.http().proxies());
        origins = new Origins(settings.http().publicUrl(), settings.http().origins());
        hsts = Optional.of(settings.http().hstsMaxAge())
                .filter(Duration::isPositive)
                .map(age -> RawHeader.create("Strict-Transport-Security", "max-age=" + age.toSeconds()));
        Path web = settings.files().web();
        GatewaySettings.ByAddress limits = settings.byAddress();
        this.samples = samples;
        this.health = health;
        this.bans = bans;
        guard = new Guard(house.tokens(), house.refusals(), site);
        metrics = house.metrics();
        AddressLimit looks = new AddressLimit(limits.looks(), house.clock());
        status = new StatusRoute(house, site, samples, looks);
        listen = new ListenRoute(house, site, looks, stations, system);
        rooms = new RoomRoutes(house, site, roomDefaults, looks, limits, listen::measured);
        telemetry = new Telemetry(metrics, site, new AddressLimit(limits.telemetry(), house.clock()));
        this.sockets = new SocketRoute(
                house,
                sockets,
                new AddressLimit(limits.joins(), house.clock()),
                site,
                origins::mayUse,
                bypasses,
                system);
        Playback playback = new Playback(settings.media(), house.tokens().keysFor("media"), house.clock());
        playbackUrl = new PlaybackRoute(house, site, playback, looks);
        media = new MediaRoutes(settings.files().media(), playback, origins::mayShow);
        twitch = new TwitchRoutes(new Shelf(web), site::base, PageHeaders.PAGE);
        pages = new PageRoutes(new Shelf(web));
    }

    private Route all() {
        return concat(
                pathPrefix(
                        "api",
                        () -> origins.sharing(
                                concat(rooms.route(), playbackUrl.route(), telemetry.route(), samples()))),
                listen.route(),
                path("ws", sockets::route),
                health.route(),
                media.route(),
                twitch.route(),
                pages.route());
    }

    /** `/status` goes first and alone: it is asked for more often than everything else together. */
    public Function<HttpRequest, CompletionStage<HttpResponse>> handler(ActorSystem<?> system) {
        var others = sealed(all()).handler(system.classicSystem());
        return request -> {
            if (!site.isNamedPlainly(request)) {
                return CompletableFuture.completedStage(
                        Answers.problem(Code.BAD_MESSAGE, "Host is a name or an address")
                                .addHeaders(PageHeaders.EVERYWHERE));
            }
            if (site.address(request).filter(bans::holds).isPresent()) {
                return CompletableFuture.completedStage(
                        Answers.problem(Code.ADDRESS_BANNED, "nobody is let in from this address")
                                .addHeaders(PageHeaders.EVERYWHERE));
            }
            CompletionStage<HttpResponse> answer = StatusRoute.isMeant(request)
                    ? status.answer(request)
                    : guard.let(request, others).thenApply(response -> counted(request, response));
            return hsts.isPresent() && site.isSecure(request)
                    ? answer.thenApply(response -> response.addHeader(hsts.get()))
                    : answer;
        };
    }

    private Route samples() {
        return path("samples", () -> get(() -> complete(Answers.ok(samples.catalog()))));
    }

    private HttpResponse counted(HttpRequest request, HttpResponse response) {
        metrics.answered(
                RouteNames.of(request.getUri().path()), response.status().intValue());
        return response;
    }

    /** Whatever happens, the answer is one of ours. */
    private static Route sealed(Route inner) {
        return respondWithDefaultHeaders(
                PageHeaders.EVERYWHERE,
                () -> withRequestTimeoutResponse(
                        request -> Answers.problem(Code.UNAVAILABLE, "this took too long"),
                        () -> handleExceptions(faults(), () -> handleRejections(rejections(), () -> inner))));
    }

    private static RejectionHandler rejections() {
        return RejectionHandler.newBuilder()
                .handleAll(MethodRejection.class, rejected -> {
                    String allowed = rejected.stream()
                            .map(rejection -> rejection.supported().value())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "));
                    return complete(Answers.problem(Code.METHOD_NOT_ALLOWED, "answered here: " + allowed)
                            .addHeader(RawHeader.create("Allow", allowed)));
                })
                .handleAll(
                        Rejection.class,
                        rejected -> complete(Answers.problem(Code.BAD_MESSAGE, "this request is not understood")))
                .handleNotFound(complete(Answers.problem(Code.NOT_FOUND, "there is nothing here")))
                .build();
    }

    private static ExceptionHandler faults() {
        return ExceptionHandler.newBuilder()
                .matchAny(fault -> complete(Answers.failed(fault)))
                .build();
    }
}

package tutti.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Json;
import tutti.gateway.wire.Units;

/**
 * `/status`: a hundred thousand widgets poll it, so it is answered before any other route is looked at, from what this node
 * has in memory.
 */
final class StatusRoute {
    static final String PATH = "/status";

    private static final long US_A_SECOND = 1_000_000;
    private static final List<HttpHeader> OPEN_TO_ALL = List.of(
            RawHeader.create("Access-Control-Allow-Origin", "*"),
            RawHeader.create("Cache-Control", "no-store"),
            RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"),
            RawHeader.create("Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()"),
            RawHeader.create("Referrer-Policy", "strict-origin-when-cross-origin"),
            RawHeader.create("Timing-Allow-Origin", "*"),
            RawHeader.create("X-Content-Type-Options", "nosniff"));
    /** A widget polls each 3 s; without this its browser would ask for leave each time. */
    private static final List<HttpHeader> PREFLIGHT = List.of(
            RawHeader.create("Access-Control-Allow-Origin", "*"),
            RawHeader.create("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
            RawHeader.create("Access-Control-Allow-Headers", "*"),
            RawHeader.create("Access-Control-Max-Age", "86400"));

    private final Rooms rooms;
    private final Clock clock;
    private final Metrics metrics;
    private final Site site;
    private final Samples samples;
    private final AddressLimit looks;

    StatusRoute(House house, Site site, Samples samples, AddressLimit looks) {
        rooms = house.rooms();
        clock = house.clock();
        metrics = house.metrics();
        this.site = site;
        this.samples = samples;
        this.looks = looks;
    }

    /** The names are those of the first seed, not the protocol's usual ones. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Status(
            String track_id,
            @Nullable String track_url,
            BigDecimal timestamp,
            boolean is_playing,
            long updated_at,
            @Nullable BigDecimal duration,
            BigDecimal server_time) {}

    static boolean isMeant(HttpRequest request) {
        return request.getUri().path().equals(PATH);
    }

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        metrics.statusAsked();
        if (request.method().equals(HttpMethods.OPTIONS)) {
            return CompletableFuture.completedStage(
                    HttpResponse.create().withStatus(204).withHeaders(PREFLIGHT));
        }
        if (!request.method().equals(HttpMethods.GET) && !request.method().equals(HttpMethods.HEAD)) {
            return done(Answers.problem(Code.METHOD_NOT_ALLOWED, "only GET is answered here")
                    .addHeader(RawHeader.create("Allow", "GET, HEAD, OPTIONS")));
        }
        Optional<RoomId> room =
                request.getUri().query().get("room").map(RoomIds::of).orElse(Optional.of(Samples.EXAMPLE_ROOM));
        return room.map(id -> of(request, id))
                .orElseGet(() -> done(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that")));
    }

    private CompletionStage<HttpResponse> of(HttpRequest request, RoomId room) {
        Optional<NodeCopy> copy = rooms.glance(room);
        if (copy.isPresent()) {
            return done(told(request, copy.get()));
        }
        OptionalLong wait = looks.take(site.visitor(request));
        if (wait.isPresent()) {
            return done(Answers.tooOften(wait.getAsLong()));
        }
        return rooms.look(room)
                .thenApply(outcome -> open(
                        switch (outcome) {
                            case Outcome.Ok<NodeCopy> found -> told(request, found.value());
                            case Outcome.Refused<NodeCopy> refused ->
                                Answers.problem(Code.of(refused.refusal()), refused.why());
                        }))
                .exceptionally(fault -> open(Answers.failed(fault)));
    }

    private HttpResponse told(HttpRequest request, NodeCopy copy) {
        if (copy.view().access().asksForMore()) {
            return Answers.problem(Code.NOT_ALLOWED, "what this room plays is for those who are let in");
        }
        Status status = status(copy.view().timeline(), clock.nowUs(), site.base(request));
        return HttpResponse.create()
                .withEntity(
                        HttpEntities.create(ContentTypes.APPLICATION_JSON, ByteString.fromString(Json.write(status))));
    }

    private Status status(Timeline timeline, long nowUs, String base) {
        Source source = timeline.source();
        Playback playback = timeline.holding(nowUs);
        long positionUs = timeline.positionUs(nowUs);
        return new Status(
                samples.idOf(source),
                absolute(source.src(), base),
                // Cut, not rounded: a rounded one could reach the duration, or be ahead of the next answer.
                Units.seconds(positionUs - positionUs % 1_000),
                playback.isPlaying() && !hasEnded(source, positionUs),
                Math.floorDiv(nowUs, US_A_SECOND),
                source.durationUs() == null ? null : Units.seconds(source.durationUs()),
                Units.ms(nowUs));
    }

    private static boolean hasEnded(Source source, long positionUs) {
        return !source.loop() && source.durationUs() != null && positionUs >= source.durationUs();
    }

    private static @Nullable String absolute(@Nullable String src, String base) {
        return src != null && src.startsWith("/") ? base + src : src;
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedStage(open(response));
    }

    private static HttpResponse open(HttpResponse response) {
        return response.addHeaders(OPEN_TO_ALL);
    }
}

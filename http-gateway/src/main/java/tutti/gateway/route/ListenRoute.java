package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.options;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.listen.Stations;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Quality;

/** `/rooms/{id}/listen.ogg`: a room's live sound for any player, on any page. */
final class ListenRoute {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);
    private static final ContentType OGG = MediaTypes.AUDIO_OGG.toContentType();
    private static final List<HttpHeader> OPEN_TO_ALL = List.of(
            RawHeader.create("Accept-Ranges", "none"),
            RawHeader.create("Access-Control-Allow-Origin", "*"),
            RawHeader.create("Cache-Control", "no-store"),
            RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"));

    private final House house;
    private final Site site;
    private final AddressLimit looks;
    private final ActorRef<Stations.Command> stations;
    private final ActorSystem<?> system;

    ListenRoute(
            House house, Site site, AddressLimit looks, ActorRef<Stations.Command> stations, ActorSystem<?> system) {
        this.house = house;
        this.site = site;
        this.looks = looks;
        this.stations = stations;
        this.system = system;
    }

    Route route() {
        return path(
                segment("rooms").slash(segment()).slash("listen.ogg"),
                id -> respondWithDefaultHeaders(
                        OPEN_TO_ALL,
                        () -> concat(
                                get(() -> extractRequest(request -> answer(request, RoomIds.of(id)))),
                                options(() -> complete(Answers.preflight("Range"))))));
    }

    private Route answer(HttpRequest request, Optional<RoomId> room) {
        if (room.isEmpty()) {
            return complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that"));
        }
        Quality quality = quality(request.getUri().query().get("quality").orElse("high"));
        if (quality == null) {
            return complete(Answers.problem(Code.BAD_MESSAGE, "quality is high, medium or low"));
        }
        OptionalLong wait =
                house.rooms().glance(room.get()).isPresent() ? OptionalLong.empty() : looks.take(site.visitor(request));
        return wait.isPresent()
                ? complete(Answers.tooOften(wait.getAsLong()))
                : completeWithFuture(tuned(
                        site.visitor(request),
                        room.get(),
                        quality,
                        request.getUri().query().get("ticket").orElse("")));
    }

    private CompletionStage<HttpResponse> tuned(String address, RoomId room, Quality quality, String ticket) {
        return house.rooms().look(room).thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<NodeCopy> found -> {
                Broadcast broadcast = found.value().view().broadcast();
                if (found.value().view().access().asksForMore()
                        && !house.papers().tickets().isOf(ticket, room)) {
                    yield done(Answers.problem(Code.UNAUTHORIZED, "this room is heard with a ticket"));
                }
                yield broadcast == null
                        ? done(Answers.problem(Code.NOT_LIVE, "nobody is live in this room now"))
                        : admitted(new Stations.Listener(
                                address, broadcast, new Stations.Programme(room, broadcast.id(), quality)));
            }
            case Outcome.Refused<NodeCopy> refused -> done(Answers.problem(Code.of(refused.refusal()), refused.why()));
        });
    }

    private CompletionStage<HttpResponse> admitted(Stations.Listener listener) {
        return AskPattern.<Stations.Command, Stations.Answer>ask(
                        stations, replyTo -> new Stations.Ask(listener, replyTo), ANSWERED_WITHIN, system.scheduler())
                .thenApply(answer -> {
                    Code refused = answer.refused();
                    return refused == null
                            ? HttpResponse.create()
                                    .withEntity(HttpEntities.createChunked(
                                            OGG, Stations.sound(stations, listener, answer.place())))
                            : Answers.problem(refused, "no more listeners here");
                });
    }

    /** Of a room in which somebody is live. Null figures where nobody knows any yet. */
    CompletionStage<Stations.Measured> measured(RoomId room, Broadcast broadcast) {
        return AskPattern.<Stations.Command, Stations.Measured>ask(
                        stations,
                        replyTo -> new Stations.Measure(room, broadcast, replyTo),
                        ANSWERED_WITHIN,
                        system.scheduler())
                .exceptionally(late -> new Stations.Measured(null));
    }

    /** Null for what is no tier: one stream is for many, so none can follow one listener's wire. */
    private static @Nullable Quality quality(String asked) {
        return switch (asked) {
            case "high" -> Quality.HIGH;
            case "medium" -> Quality.MEDIUM;
            case "low" -> Quality.LOW;
            default -> null;
        };
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedStage(response);
    }
}

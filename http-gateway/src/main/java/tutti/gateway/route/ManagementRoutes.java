package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.Engine;
import tutti.engine.cluster.ClusterNode;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** The port for operators. */
public final class ManagementRoutes {
    private static final ContentType TEXT = MediaTypes.text("plain").toContentType(HttpCharsets.UTF_8);

    private final Engine engine;
    private final Metrics metrics;
    private final HealthRoutes health;
    private final OperatorRoutes operators;

    /** One node's word on the cluster: whom it sees, and what it has itself. */
    record ClusterAnswer(List<ClusterNode> nodes, int rooms, int sockets) {}

    record RoomAnswer(String room, @Nullable String node) {}

    public ManagementRoutes(Engine engine, Metrics metrics, HealthRoutes health, OperatorRoutes operators) {
        this.operators = operators;
        this.engine = engine;
        this.metrics = metrics;
        this.health = health;
    }

    public Route route() {
        return respondWithDefaultHeaders(PageHeaders.EVERYWHERE, this::all);
    }

    private Route all() {
        return concat(
                path("metrics", () -> get(this::metrics)),
                path("cluster", () -> get(this::cluster)),
                path(segment("cluster").slash("rooms").slash(segment()), id -> get(() -> room(id))),
                operators.route(),
                health.route());
    }

    /** A node that cannot tell of itself is asked what it has counted all the same. */
    private Route metrics() {
        CompletionStage<Integer> rooms = engine.roomsHere().exceptionally(fault -> 0);
        return Answers.eventually(health.ready().thenCombine(rooms, this::scraped), Function.identity());
    }

    private Route cluster() {
        return Answers.eventually(
                engine.roomsHere(),
                rooms -> Answers.ok(new ClusterAnswer(engine.nodes(), rooms, metrics.socketsOpen())));
    }

    private Route room(String id) {
        return RoomIds.of(id)
                .map(room ->
                        Answers.outcome(engine.nodeOf(room), node -> Answers.ok(new RoomAnswer(id, node.orElse(null)))))
                .orElseGet(() -> complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that")));
    }

    private HttpResponse scraped(boolean isReady, int roomsAwake) {
        long up = engine.nodes().stream()
                .filter(node -> node.reachable() && node.status().equals("up"))
                .count();
        metrics.node(isReady, roomsAwake, (int) up);
        return HttpResponse.create().withEntity(HttpEntities.create(TEXT, ByteString.fromString(metrics.scrape())));
    }
}

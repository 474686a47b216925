package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** For whoever restarts a node or sends people to it. */
public final class HealthRoutes {
    private final Supplier<CompletionStage<Boolean>> engineReady;
    private final BooleanSupplier draining;

    public HealthRoutes(Supplier<CompletionStage<Boolean>> engineReady, BooleanSupplier draining) {
        this.engineReady = engineReady;
        this.draining = draining;
    }

    public Route route() {
        return pathPrefix(
                "health",
                () -> concat(
                        path("alive", () -> get(() -> complete(Answers.ok(new Health("alive"))))),
                        path("ready", () -> get(() -> Answers.eventually(ready(), HealthRoutes::readiness)))));
    }

    record Health(String status) {}

    CompletionStage<Boolean> ready() {
        return draining.getAsBoolean()
                ? CompletableFuture.completedStage(false)
                : engineReady.get().exceptionally(fault -> false);
    }

    private static HttpResponse readiness(boolean ready) {
        return ready
                ? Answers.ok(new Health("ready"))
                : Answers.problem(Code.UNAVAILABLE, "joining, draining, or still without its journal or space for it");
    }
}

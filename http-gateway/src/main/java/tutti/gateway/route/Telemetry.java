package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import java.time.Duration;
import java.util.OptionalLong;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.metrics.Metrics;
import tutti.gateway.wire.Answers;

/** `/api/telemetry`: what browsers measured. It is only counted, never kept. */
final class Telemetry {
    private final Metrics metrics;
    private final Site site;
    private final AddressLimit limit;

    Telemetry(Metrics metrics, Site site, AddressLimit limit) {
        this.metrics = metrics;
        this.site = site;
        this.limit = limit;
    }

    enum ErrorKind {
        NETWORK,
        CORS,
        NOT_FOUND,
        FORMAT,
        UNSUPPORTED,
        OTHER
    }

    /** All figures may be missing. */
    record Measured(
            @Nullable Double joinMs,
            @Nullable Double firstFrameMs,
            @Nullable Integer stalls,
            @Nullable Double driftMs,
            @Nullable ErrorKind error) {
        private static final double MS_MAX = 600_000;
        private static final int STALLS_MAX = 1_000;

        Measured {
            if (beyond(joinMs) || beyond(firstFrameMs) || beyond(driftMs == null ? null : Math.abs(driftMs))) {
                throw new IllegalArgumentException("a duration is 0 to " + MS_MAX + " ms");
            }
            if (stalls != null && (stalls < 0 || stalls > STALLS_MAX)) {
                throw new IllegalArgumentException("stalls is 0 to " + STALLS_MAX);
            }
        }

        private static boolean beyond(@Nullable Double ms) {
            return ms != null && !(ms >= 0 && ms <= MS_MAX);
        }
    }

    Route route() {
        return path(
                "telemetry",
                () -> post(() -> extractRequest(request -> {
                    OptionalLong wait = limit.take(site.visitor(request));
                    return wait.isEmpty()
                            ? Bodies.jsonOrText(Measured.class, this::taken)
                            : complete(Answers.tooOften(wait.getAsLong()));
                })));
    }

    private Route taken(Measured measured) {
        if (measured.joinMs() != null) {
            metrics.clientJoined(duration(measured.joinMs()));
        }
        if (measured.firstFrameMs() != null) {
            metrics.clientSawFirstFrame(duration(measured.firstFrameMs()));
        }
        if (measured.stalls() != null) {
            metrics.clientStalled(measured.stalls());
        }
        if (measured.driftMs() != null) {
            metrics.clientDrift(measured.driftMs());
        }
        if (measured.error() != null) {
            metrics.clientFailed(measured.error());
        }
        return complete(HttpResponse.create().withStatus(204));
    }

    private static Duration duration(double ms) {
        return Duration.ofNanos(Math.round(ms * 1e6));
    }
}

package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;

import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import tutti.gateway.metrics.Metrics;

/** The port for operators. */
public final class ManagementRoutes {
    private static final ContentType TEXT = MediaTypes.text("plain").toContentType(HttpCharsets.UTF_8);

    private final Metrics metrics;
    private final HealthRoutes health;

    public ManagementRoutes(Metrics metrics, HealthRoutes health) {
        this.metrics = metrics;
        this.health = health;
    }

    public Route route() {
        return concat(path("metrics", () -> get(() -> complete(scraped()))), health.route());
    }

    private HttpResponse scraped() {
        return HttpResponse.create().withEntity(HttpEntities.create(TEXT, ByteString.fromString(metrics.scrape())));
    }
}

package tutti.gateway.media;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.options;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.reject;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segments;

import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.gateway.wire.Answers;

/** `/media`: the built-in film and track, for every page of the world. */
public final class MediaRoutes {
    private static final List<HttpHeader> OPEN_TO_ALL = List.of(
            RawHeader.create("Access-Control-Allow-Origin", "*"),
            RawHeader.create("Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range, ETag"),
            RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"),
            RawHeader.create("Timing-Allow-Origin", "*"));

    private final Shelf shelf;

    public MediaRoutes(Path mediaDir) {
        shelf = new Shelf(mediaDir);
    }

    public Route route() {
        return pathPrefix(
                "media",
                () -> respondWithDefaultHeaders(
                        OPEN_TO_ALL,
                        () -> path(
                                segments(),
                                names -> concat(
                                        get(() -> extractRequest(
                                                request -> shelf.answer(request, names, Shelf.Caching.A_DAY)
                                                        .map(found -> complete(found))
                                                        .orElseGet(() -> reject()))),
                                        options(() ->
                                                complete(Answers.preflight("If-None-Match, If-Range, Range")))))));
    }
}

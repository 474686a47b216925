package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.mapResponse;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.reject;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segments;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import tutti.gateway.media.Shelf;

/** The web UI: one page for the first page and every room, and the files it is made of. */
final class PageRoutes {
    private static final List<String> INDEX = List.of("index.html");
    private static final Set<String> FOR_PROGRAMS = Set.of("api", "assets", "health", "media", "twitch", "ws");

    private static final String NOT_BUILT = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Tutti</title>
            <h1>The pages are not built yet</h1>
            <p>The server runs. Its pages are built by <code>./tutti build</code>; <code>./tutti run</code> does it by itself.
            Built elsewhere? Then <code>TUTTI_WEB_DIR</code> says where.</p>
            </html>
            """;

    private final Shelf shelf;

    PageRoutes(Shelf shelf) {
        this.shelf = shelf;
    }

    Route route() {
        return get(() -> concat(
                pathEndOrSingleSlash(this::page),
                path("index.html", this::page),
                pathPrefix("room", () -> path(segment(), id -> page())),
                pathPrefix("assets", () -> path(segments(), names -> asset(names))),
                path(segments(), names -> concat(file(names, Shelf.Caching.ASK_EACH_TIME), lost(names)))));
    }

    /** A person who followed a wrong link gets a page that says so; a program gets a problem. */
    private Route lost(List<String> names) {
        return extractRequest(request -> isForPeople(request) && !FOR_PROGRAMS.contains(names.getFirst())
                ? mapResponse(response -> response.withStatus(StatusCodes.NOT_FOUND), this::page)
                : reject());
    }

    private static boolean isForPeople(HttpRequest request) {
        return request.getHeader("Accept").map(HttpHeader::value).orElse("").contains("text/html");
    }

    private Route page() {
        return respondWithDefaultHeaders(
                PageHeaders.ROOM_PAGE,
                () -> extractRequest(request -> complete(shelf.answer(request, INDEX, Shelf.Caching.ASK_EACH_TIME)
                        .orElseGet(PageRoutes::notBuilt))));
    }

    private Route asset(List<String> names) {
        List<String> inAssets =
                Stream.concat(Stream.of("assets"), names.stream()).toList();
        return respondWithDefaultHeaders(PageHeaders.ASSET, () -> file(inAssets, Shelf.Caching.FOR_EVER));
    }

    private Route file(List<String> names, Shelf.Caching caching) {
        return extractRequest(request -> shelf.answer(request, names, caching)
                .map(found -> complete(found))
                .orElseGet(() -> reject()));
    }

    private static HttpResponse notBuilt() {
        return HttpResponse.create()
                .withStatus(StatusCodes.SERVICE_UNAVAILABLE)
                .withEntity(HttpEntities.create(ContentTypes.TEXT_HTML_UTF8, ByteString.fromString(NOT_BUILT)));
    }
}

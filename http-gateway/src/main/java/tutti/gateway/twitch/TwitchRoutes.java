package tutti.gateway.twitch;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.reject;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeader;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;

import java.util.List;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.gateway.media.Shelf;

/** `/twitch`: the panel as Twitch would serve it, and a page that frames it as Twitch does. */
public final class TwitchRoutes {
    private final Shelf pages;
    private final Function<HttpRequest, String> self;
    private final List<HttpHeader> pageHeaders;

    public TwitchRoutes(Shelf pages, Function<HttpRequest, String> self, List<HttpHeader> pageHeaders) {
        this.pages = pages;
        this.self = self;
        this.pageHeaders = pageHeaders;
    }

    public Route route() {
        return pathPrefix(
                "twitch",
                () -> get(() -> concat(
                        path(
                                "panel.html",
                                () -> extractRequest(request -> respondWithDefaultHeader(
                                        RawHeader.create(
                                                "Content-Security-Policy", PanelPolicy.of(self.apply(request))),
                                        () -> page(request, "panel.html")))),
                        path(
                                "try.html",
                                () -> respondWithDefaultHeaders(
                                        pageHeaders, () -> extractRequest(request -> page(request, "try.html")))))));
    }

    private Route page(HttpRequest request, String name) {
        return pages.answer(request, List.of("twitch", name), Shelf.Caching.ASK_EACH_TIME)
                .map(found -> complete(found))
                .orElseGet(() -> reject());
    }
}

package tutti.gateway.media;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.options;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.reject;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segments;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/**
 * `/media`, the media directory. What is open, such as the track that `/status` tells of, is for every page of the world.
 * All else is for our own pages alone, and only under an address that is signed: `/bcdn_token=…/media/…`.
 */
public final class MediaRoutes {
    private static final String PREFIX = "media";
    private static final List<HttpHeader> READABLE = List.of(
            RawHeader.create("Access-Control-Allow-Origin", "*"),
            RawHeader.create("Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range, ETag"),
            RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"),
            RawHeader.create("Timing-Allow-Origin", "*"));

    private final Shelf shelf;
    private final Playback playback;
    private final Predicate<HttpRequest> fromOurPages;

    /** `fromOurPages`: asked by a page of ours, or by nothing that says on whose page it is. */
    public MediaRoutes(Path mediaDir, Playback playback, Predicate<HttpRequest> fromOurPages) {
        shelf = new Shelf(mediaDir);
        this.playback = playback;
        this.fromOurPages = fromOurPages;
    }

    public Route route() {
        return respondWithDefaultHeaders(
                READABLE,
                () -> concat(
                        path(
                                segment(PREFIX).slash(segments()),
                                names -> concat(
                                        get(() -> extractRequest(request -> plain(request, names))),
                                        options(MediaRoutes::preflight))),
                        path(
                                segment(Pattern.compile("(" + Pattern.quote(UrlSigner.MARK) + ".*)"))
                                        .slash(PREFIX)
                                        .slash(segments()),
                                (folder, names) -> concat(
                                        get(() -> extractRequest(request -> signed(request, folder, names))),
                                        options(MediaRoutes::preflight)))));
    }

    private Route plain(HttpRequest request, List<String> names) {
        return playback.isOpen(named(names))
                ? file(request, names, Shelf.Caching.A_DAY)
                : refused("this is played in a room, under the address that the room gives");
    }

    private Route signed(HttpRequest request, String folder, List<String> names) {
        if (!fromOurPages.test(request)) {
            return refused("this is not for pages of others");
        }
        return playback.isSigned(folder, named(names))
                ? file(request, names, Shelf.Caching.A_DAY_ALONE)
                : refused("this address is not good, or not any more");
    }

    private Route file(HttpRequest request, List<String> names, Shelf.Caching caching) {
        return shelf.answer(request, names, caching)
                .map(found -> complete(found))
                .orElseGet(() -> reject());
    }

    private static Route refused(String why) {
        return complete(Answers.problem(Code.NOT_ALLOWED, why));
    }

    private static Route preflight() {
        return complete(Answers.preflight("If-None-Match, If-Range, Range"));
    }

    private static String named(List<String> names) {
        return "/" + PREFIX + "/" + String.join("/", names);
    }
}

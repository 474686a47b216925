package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.options;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithHeader;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithHeaders;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** Whose pages may use this server: its own, and those that the operator names. */
public final class Origins {
    private static final String ANY = "*";
    /** What one page may read is no answer for the next. */
    private static final HttpHeader ONE_FOR_EACH = RawHeader.create("Vary", "Origin");

    private final Optional<String> publicOrigin;
    private final List<String> named;

    public Origins(Optional<String> publicUrl, List<String> named) {
        publicOrigin = publicUrl.map(Origins::originOf);
        this.named = named.stream().map(Origins::originOf).toList();
    }

    /** What asks is no page, as far as it says, or one of ours. */
    public boolean mayUse(HttpRequest request) {
        return header(request, "Origin").map(origin -> isOurs(origin, request)).orElse(true);
    }

    /** Likewise; of players and pictures on a page a browser tells no origin, but where the page is. */
    public boolean mayShow(HttpRequest request) {
        return header(request, "Origin")
                .or(() -> header(request, "Referer"))
                .map(page -> isOurs(originOf(page), request))
                .orElse(true);
    }

    /** The origin of another site that the operator named, which is to be told that it may read the answer. */
    private Optional<String> guest(HttpRequest request) {
        return header(request, "Origin").filter(origin -> isNamed(origin) && !isOwn(origin, request));
    }

    /**
     * Tells the browser of a named site that its page may read the answer. It sends no cookies, for there are none. Anyone else's
     * page is told nothing, and its browser keeps the answer from it.
     */
    Route sharing(Route inner) {
        return named.isEmpty() ? inner : respondWithHeader(ONE_FOR_EACH, () -> shared(inner));
    }

    private Route shared(Route inner) {
        return extractRequest(request -> guest(request)
                .map(origin -> respondWithHeaders(
                        List.of(
                                RawHeader.create("Access-Control-Allow-Origin", origin),
                                RawHeader.create("Access-Control-Expose-Headers", "Location, Retry-After")),
                        () -> concat(options(Origins::preflight), inner)))
                .orElse(inner));
    }

    private static Route preflight() {
        return complete(HttpResponse.create()
                .withStatus(204)
                .addHeader(RawHeader.create("Access-Control-Allow-Headers", "Authorization, Content-Type"))
                .addHeader(RawHeader.create("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, POST"))
                .addHeader(RawHeader.create("Access-Control-Max-Age", "600")));
    }

    private boolean isOurs(String origin, HttpRequest request) {
        return isNamed(origin) || isOwn(origin, request);
    }

    private boolean isNamed(String origin) {
        return named.contains(ANY) || named.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Who asks under the name that they were served under. Whether a proxy took off the TLS does not matter. */
    private boolean isOwn(String origin, HttpRequest request) {
        return publicOrigin.filter(origin::equalsIgnoreCase).isPresent()
                || header(request, "Host")
                        .filter(host -> host.equalsIgnoreCase(authorityOf(origin)))
                        .isPresent();
    }

    private static @Nullable String authorityOf(String origin) {
        int slashes = origin.indexOf("://");
        return slashes < 0 ? null : origin.substring(slashes + 3);
    }

    /** What is no address stays what it is, and is nobody's origin. */
    private static String originOf(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() == null || uri.getRawAuthority() == null
                    ? url
                    : (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noAddress) {
            return url;
        }
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}

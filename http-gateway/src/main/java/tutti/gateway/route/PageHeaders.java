package tutti.gateway.route;

import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** What browsers are told to forbid. */
public final class PageHeaders {
    /** With every answer that says nothing else. */
    static final List<HttpHeader> EVERYWHERE = List.of(
            RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
            RawHeader.create("Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()"),
            RawHeader.create("Referrer-Policy", "strict-origin-when-cross-origin"),
            RawHeader.create("X-Content-Type-Options", "nosniff"));

    /**
     * A room plays video from anywhere, also from http where the page itself is http; scripts come from here alone. Where
     * a browser has no decoder for the live sound, ours is WebAssembly.
     */
    static final List<HttpHeader> PAGE = List.of(
            RawHeader.create(
                    "Content-Security-Policy",
                    String.join(
                            "; ",
                            "default-src 'self'",
                            "script-src 'self' 'wasm-unsafe-eval'",
                            "worker-src 'self' blob:",
                            "style-src 'self' 'unsafe-inline'",
                            "img-src 'self' data: blob: https: http:",
                            "media-src 'self' data: blob: https: http:",
                            "connect-src 'self' ws: wss: https: http:",
                            "object-src 'none'",
                            "base-uri 'none'",
                            "form-action 'self'",
                            "frame-ancestors 'self'")),
            RawHeader.create("X-Frame-Options", "SAMEORIGIN"),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"));

    /**
     * Only an isolated page may share memory between its threads, and live sound is steadier with it. What comes from
     * other hosts still plays: it is asked for without cookies, and needs no header of its own.
     */
    private static final HttpHeader ISOLATED = RawHeader.create("Cross-Origin-Embedder-Policy", "credentialless");

    /** Frames in an isolated page would have to be isolated too: only for pages that have none. */
    static final List<HttpHeader> ROOM_PAGE =
            Stream.concat(PAGE.stream(), Stream.of(ISOLATED)).toList();

    /**
     * A worker goes by what came with its script, and not by the page's policy. Module scripts are fetched with CORS, and
     * a sandboxed page has an origin of its own.
     */
    static final List<HttpHeader> ASSET = List.of(
            RawHeader.create("Access-Control-Allow-Origin", "*"),
            RawHeader.create(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'"),
            RawHeader.create("Cross-Origin-Resource-Policy", "cross-origin"),
            ISOLATED);

    private PageHeaders() {}
}

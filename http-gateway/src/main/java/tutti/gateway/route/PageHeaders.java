package tutti.gateway.route;

import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** What browsers are told to forbid. */
public final class PageHeaders {
    /** With every answer that says nothing else. */
    static final List<HttpHeader> EVERYWHERE = List.of(
            RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            RawHeader.create("Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()"),
            RawHeader.create("Referrer-Policy", "strict-origin-when-cross-origin"),
            RawHeader.create("X-Content-Type-Options", "nosniff"));

    /** A room plays video from anywhere, also from http where the page itself is http; scripts come from here alone. */
    static final List<HttpHeader> PAGE = List.of(
            RawHeader.create(
                    "Content-Security-Policy",
                    String.join(
                            "; ",
                            "default-src 'self'",
                            "script-src 'self'",
                            "worker-src 'self' blob:",
                            "style-src 'self' 'unsafe-inline'",
                            "img-src 'self' data: blob: https: http:",
                            "media-src 'self' data: blob: https: http:",
                            "connect-src 'self' ws: wss: https: http:",
                            "object-src 'none'",
                            "base-uri 'none'",
                            "form-action 'self'",
                            "frame-ancestors 'self'")),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"));

    private PageHeaders() {}
}

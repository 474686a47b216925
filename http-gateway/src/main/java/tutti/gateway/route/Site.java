package tutti.gateway.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.Host;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.Uri;
import tutti.gateway.limit.AddressRange;
import tutti.gateway.socket.SocketRoute;

/** Who asks, and under which name this server is known to them. */
public record Site(Optional<String> publicUrl, List<AddressRange> proxies) implements SocketRoute.Visitors {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]*)](?::\\d+)?|([^:]*):\\d+");

    /** What is asked for goes into links and policies, so it must be a plain name or address. */
    public boolean isNamedPlainly(HttpRequest request) {
        Host host = request.getUri().getHost();
        return publicUrl.isPresent()
                || host.isIPv6()
                || NAME.matcher(host.address()).matches();
    }

    /** Without a slash at the end. */
    public String base(HttpRequest request) {
        return publicUrl
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .orElseGet(() -> asked(request));
    }

    /** Whether nobody between the visitor and us, or our proxy, can read along. */
    boolean isSecure(HttpRequest request) {
        return scheme(request).equals("https");
    }

    @Override
    public String counted(HttpRequest request) {
        return visitor(request);
    }

    /** The address that limits are counted by. */
    public String visitor(HttpRequest request) {
        return address(request).map(AddressRange::counted).orElse("unknown");
    }

    /** Who asks, as far as our proxy, or else the connection, tells. */
    @Override
    public Optional<InetAddress> address(HttpRequest request) {
        return forwarded(request, "X-Forwarded-For")
                .map(chain ->
                        withoutPort(chain.substring(chain.lastIndexOf(',') + 1).strip()))
                .flatMap(Site::address)
                .or(() -> peer(request));
    }

    /** The other end of the connection, for the log. */
    static String peerOf(HttpRequest request) {
        return peer(request).map(InetAddress::getHostAddress).orElse("unknown");
    }

    /** Some proxies write 203.0.113.7:1234 or [2001:db8::7]:1234. */
    private static String withoutPort(String written) {
        Matcher withPort = WITH_PORT.matcher(written);
        return withPort.matches() ? Objects.requireNonNullElse(withPort.group(1), withPort.group(2)) : written;
    }

    private String asked(HttpRequest request) {
        Uri uri = request.getUri();
        String scheme = scheme(request);
        boolean usual = uri.getPort() == (scheme.equals("https") ? 443 : 80) || !scheme.equals(uri.getScheme());
        return scheme + "://" + written(uri.getHost()) + (usual ? "" : ":" + uri.getPort());
    }

    private String scheme(HttpRequest request) {
        return forwarded(request, "X-Forwarded-Proto")
                .filter(proto -> proto.equals("https"))
                .orElse(request.getUri().getScheme());
    }

    /** Only a proxy of ours is believed: anyone else writes there what they like. */
    private Optional<String> forwarded(HttpRequest request, String name) {
        return peer(request)
                .filter(peer -> proxies.stream().anyMatch(proxy -> proxy.contains(peer)))
                .flatMap(ours -> lastLine(request, name));
    }

    private static Optional<InetAddress> peer(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress).flatMap(RemoteAddress::getAddress);
    }

    /** Lines above the last one may be the visitor's own. */
    private static Optional<String> lastLine(HttpRequest request, String name) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(HttpHeader::value)
                .reduce((earlier, later) -> later);
    }

    /** Never asks a name server: only what is written as an address is looked at. */
    private static Optional<InetAddress> address(String text) {
        try {
            return AddressRange.isAddress(text) ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String written(Host host) {
        return host.isIPv6() ? "[" + host.address() + "]" : host.address();
    }
}

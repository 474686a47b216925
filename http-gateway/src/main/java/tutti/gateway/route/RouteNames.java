package tutti.gateway.route;

import java.util.Set;
import tutti.gateway.media.UrlSigner;

/** Paths as metrics know them: few, and none that a client can make up. */
final class RouteNames {
    private static final Set<String> FIRST = Set.of("assets", "health", "media", "room", "rooms", "twitch", "ws");
    private static final Set<String> API = Set.of("rooms", "samples", "telemetry");

    static String of(String path) {
        String[] parts = path.split("/", 5);
        String first = parts.length > 1 ? parts[1] : "";
        if (first.equals("api") && parts.length > 2 && API.contains(parts[2])) {
            return "/api/" + parts[2] + (parts.length > 3 ? "/{id}" : "") + (parts.length > 4 ? "/…" : "");
        }
        if (first.startsWith(UrlSigner.MARK)) {
            return "/media";
        }
        return FIRST.contains(first) ? "/" + first : first.isEmpty() ? "/" : "other";
    }

    private RouteNames() {}
}

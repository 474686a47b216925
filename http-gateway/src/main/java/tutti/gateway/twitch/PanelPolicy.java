package tutti.gateway.twitch;

/**
 * The Content-Security-Policy that Twitch documents for extensions, with this server in the place of the extension's own
 * host at Twitch, so that what works here works there.
 */
final class PanelPolicy {
    /** `self` is spelled out too: in a sandbox a page's own origin is none. */
    static String of(String self) {
        return String.join(
                "; ",
                "default-src 'self' " + self,
                "block-all-mixed-content",
                "img-src 'self' " + self + " https://www.google-analytics.com data: blob:",
                "media-src 'self' " + self + " data: blob:",
                "frame-ancestors 'self' " + self + " https://supervisor.ext-twitch.tv https://extension-files.twitch.tv"
                        + " https://*.twitch.tv https://*.twitch.tech https://localhost.twitch.tv:*"
                        + " https://localhost.twitch.tech:* http://localhost.rig.twitch.tv:*",
                "font-src 'self' " + self + " https://fonts.googleapis.com https://fonts.gstatic.com",
                "style-src 'self' 'unsafe-inline' " + self + " https://fonts.googleapis.com",
                "connect-src 'self' " + self + " https://api.twitch.tv wss://pubsub-edge.twitch.tv"
                        + " https://www.google-analytics.com https://stats.g.doubleclick.net",
                "script-src 'self' " + self + " https://extension-files.twitch.tv https://www.google-analytics.com");
    }

    private PanelPolicy() {}
}

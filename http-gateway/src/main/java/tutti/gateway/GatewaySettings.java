package tutti.gateway;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tutti.engine.setting.Bounds;
import tutti.gateway.auth.TokenKeys;
import tutti.gateway.limit.AddressRange;
import tutti.gateway.limit.Limit;
import tutti.gateway.media.MediaSettings;
import tutti.gateway.socket.SocketSettings;
import tutti.gateway.tls.TlsSettings;

/** `tutti.gateway` of the configuration. */
public record GatewaySettings(
        Http http,
        Connections connections,
        Optional<TlsSettings> tls,
        Address management,
        Operators operators,
        Files files,
        MediaSettings media,
        Tokens tokens,
        SocketSettings socket,
        Listen listen,
        ByAddress byAddress,
        int warmupVisits) {

    /** Whoever is there is given a new token twice in its life. */
    private static final Duration TTL_MIN = Duration.ofSeconds(2);

    /** What was done so often is long compiled. */
    private static final int WARMUP_VISITS_MAX = 1_000;

    public GatewaySettings {
        Bounds.within("TUTTI_WARMUP_VISITS", 0, WARMUP_VISITS_MAX, warmupVisits);
    }

    public record Address(String host, int port) {
        private static final int PORT_MAX = 65_535;

        public Address {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("a port is 0 to " + PORT_MAX + ", not " + port);
            }
        }
    }

    /** `publicUrl` is empty when people reach this server under the name they ask for, `proxies` when nobody stands in front. */
    public record Http(
            Address address,
            Optional<String> publicUrl,
            List<AddressRange> proxies,
            List<String> origins,
            Duration hstsMaxAge,
            Duration firstRequestWithin,
            Duration nextRequestWithin,
            Duration unreadyBeforeClosing,
            Duration drainWithin) {
        /** The phase of the shutdown that it is part of ends after five seconds. */
        private static final Duration UNREADY_MOST = Duration.ofSeconds(4);

        public Http {
            Bounds.within("TUTTI_UNREADY_BEFORE_CLOSING", Duration.ZERO, UNREADY_MOST, unreadyBeforeClosing);
        }
    }

    /** Of the port for people: in all, and of one address. */
    public record Connections(int max, int byAddressMax) {
        public Connections {
            Bounds.atLeast("TUTTI_CONNECTIONS_MAX", 1, max);
            Bounds.atLeast("TUTTI_CONNECTIONS_BY_ADDRESS_MAX", 1, byAddressMax);
        }
    }

    /** Without a token they can only look. */
    public record Operators(Optional<String> token, Limit attempts) {
        private static final int TOKEN_CHARS_MIN = 24;

        public Operators {
            if (token.isPresent() && token.get().length() < TOKEN_CHARS_MIN) {
                throw new IllegalArgumentException(
                        "tutti.gateway.management.token must have at least " + TOKEN_CHARS_MIN + " characters");
            }
        }

        @Override
        public String toString() {
            return "Operators[attempts=" + attempts + "]";
        }
    }

    public record Files(Path web, Path media) {}

    /** `key` is nowhere when one is to be made and kept in `dataDir`. */
    public record Tokens(TokenKeys.Place key, TokenKeys.Place otherKey, Path dataDir, Duration ttl, Duration hostTtl) {
        public Tokens {
            if (ttl.compareTo(TTL_MIN) < 0 || hostTtl.compareTo(ttl) < 0) {
                throw new IllegalArgumentException("tutti.gateway.tokens.ttl is at least " + TTL_MIN.toSeconds()
                        + " s, and tutti.gateway.tokens.host-ttl no shorter");
            }
        }

        /** Whether this node makes a key of its own, which no other node knows. */
        public boolean isMade() {
            return key.isEmpty();
        }
    }

    /** Players on this node: all, those of one room, and those of one address. */
    public record Listen(int listenersMax, int byRoomMax, int byAddressMax) {
        public Listen {
            Bounds.atLeast("TUTTI_LISTENERS_MAX", 1, listenersMax);
            Bounds.atLeast("TUTTI_LISTENERS_BY_ROOM_MAX", 1, byRoomMax);
            Bounds.atLeast("TUTTI_LISTENERS_BY_ADDRESS_MAX", 1, byAddressMax);
        }
    }

    public record ByAddress(
            Limit rooms,
            Limit looks,
            Limit talk,
            Limit joins,
            Limit tokens,
            Limit telemetry,
            Limit passwords,
            Limit passwordsOfRoom,
            Limit refusals) {}

    public static GatewaySettings from(Config config) {
        Config gateway = config.getConfig("tutti.gateway");
        return new GatewaySettings(
                http(gateway.getConfig("http")),
                new Connections(
                        gateway.getInt("http.connections-max"), gateway.getInt("http.connections-by-address-max")),
                tls(gateway.getConfig("tls")),
                address(gateway.getConfig("management")),
                new Operators(
                        unlessEmpty(secret(gateway.getConfig("management"), "token", "token-file")),
                        Limit.from(gateway.getConfig("limits"), "operators")),
                new Files(Path.of(gateway.getString("files.web-dir")), Path.of(gateway.getString("files.media-dir"))),
                media(gateway.getConfig("media")),
                tokens(gateway),
                socket(gateway.getConfig("socket"), gateway.getConfig("limits")),
                listen(gateway.getConfig("listen")),
                byAddress(gateway.getConfig("limits")),
                gateway.getInt("warmup-visits"));
    }

    /** A socket is a connection: where there may be fewer of these, people are cut off who would have been told why. */
    public List<String> limitsNeverReached() {
        return Stream.of(
                        undercut("TUTTI_CONNECTIONS_MAX", connections.max(), "TUTTI_SOCKETS_MAX", socket.socketsMax()),
                        undercut(
                                "TUTTI_CONNECTIONS_BY_ADDRESS_MAX",
                                connections.byAddressMax(),
                                "TUTTI_SOCKETS_BY_ADDRESS_MAX",
                                socket.socketsByAddressMax()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> undercut(String connections, int most, String sockets, int wished) {
        return most >= wished
                ? Optional.empty()
                : Optional.of(connections + "=" + most + " is less than " + sockets + "=" + wished
                        + ": sockets past it are cut off without a word");
    }

    private static Tokens tokens(Config gateway) {
        return new Tokens(
                new TokenKeys.Place(
                        unlessEmpty(gateway.getString("tokens.key")),
                        unlessEmpty(gateway.getString("tokens.key-file")).map(Path::of)),
                new TokenKeys.Place(
                        unlessEmpty(gateway.getString("tokens.other-key")),
                        unlessEmpty(gateway.getString("tokens.other-key-file")).map(Path::of)),
                Path.of(gateway.getString("data-dir")),
                gateway.getDuration("tokens.ttl"),
                gateway.getDuration("tokens.host-ttl"));
    }

    private static Http http(Config http) {
        return new Http(
                address(http),
                unlessEmpty(http.getString("public-url")),
                http.getBoolean("behind-proxy")
                        ? listed(http.getString("proxies")).stream()
                                .map(AddressRange::of)
                                .toList()
                        : List.of(),
                listed(http.getString("origins")),
                http.getDuration("hsts-max-age"),
                http.getDuration("first-request-within"),
                http.getDuration("next-request-within"),
                http.getDuration("unready-before-closing"),
                http.getDuration("drain-within"));
    }

    private static SocketSettings socket(Config socket, Config limits) {
        return new SocketSettings(
                socket.getDuration("join-within"),
                socket.getDuration("frame-within"),
                socket.getDuration("silence-max"),
                socket.getDuration("goodbye-within"),
                socket.getDuration("drain-spread"),
                socket.getDuration("hand-over-within"),
                socket.getInt("outbox-max"),
                socket.getBytes("outbox-bytes-max"),
                (long) (Runtime.getRuntime().maxMemory() * socket.getDouble("outboxes-heap-share")),
                socket.getInt("sockets-max"),
                socket.getInt("sockets-by-address-max"),
                socket.getBoolean("bypass"),
                new SocketSettings.Limits(
                        Limit.ofBytes(limits, "text-bytes"),
                        Limit.ofBytes(limits, "sound-bytes"),
                        Limit.from(limits, "chat"),
                        Limit.from(limits, "control"),
                        Limit.from(limits, "react"),
                        Limit.from(limits, "ping"),
                        Limit.from(limits, "report"),
                        Limit.from(limits, "broadcast"),
                        Limit.from(limits, "quality"),
                        Limit.from(limits, "others"),
                        Limit.from(limits, "refused"),
                        Limit.from(limits, "malformed")));
    }

    private static Listen listen(Config listen) {
        return new Listen(
                listen.getInt("listeners-max"),
                listen.getInt("listeners-by-room-max"),
                listen.getInt("listeners-by-address-max"));
    }

    private static ByAddress byAddress(Config limits) {
        return new ByAddress(
                Limit.from(limits, "rooms-by-address"),
                Limit.from(limits, "looks-by-address"),
                Limit.from(limits, "talk-by-address"),
                Limit.from(limits, "joins-by-address"),
                Limit.from(limits, "tokens-by-address"),
                Limit.from(limits, "telemetry-by-address"),
                Limit.from(limits, "wrong-passwords-by-address"),
                Limit.from(limits, "wrong-passwords-by-room"),
                Limit.from(limits, "refusals-by-address"));
    }

    private static Address address(Config at) {
        return new Address(at.getString("host"), at.getInt("port"));
    }

    private static MediaSettings media(Config media) {
        return new MediaSettings(
                media.getBoolean("signed"),
                listed(media.getString("open")),
                media.getDuration("url-ttl"),
                media.getDuration("whole-url-ttl"),
                unlessEmpty(media.getString("bunny.host"))
                        .map(host -> new MediaSettings.Bunny(host, secret(media, "bunny.key", "bunny.key-file"))));
    }

    private static Optional<TlsSettings> tls(Config tls) {
        return unlessEmpty(tls.getString("certificate"))
                .map(certificate -> new TlsSettings(
                        Path.of(certificate),
                        unlessEmpty(tls.getString("key")).map(Path::of),
                        secret(tls, "password", "password-file"),
                        tls.getDuration("looked-at-every")));
    }

    /** Given in the environment, or in a file, where no list of processes shows it. */
    private static String secret(Config config, String key, String fileKey) {
        return unlessEmpty(config.getString(fileKey))
                .map(file -> {
                    try {
                        return java.nio.file.Files.readString(Path.of(file)).strip();
                    } catch (IOException unreadable) {
                        throw new IllegalArgumentException("the secret in " + file + " cannot be read", unreadable);
                    }
                })
                .orElseGet(() -> config.getString(key));
    }

    /** What stands between commas. */
    private static List<String> listed(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<String> unlessEmpty(String value) {
        return Optional.of(value.strip()).filter(given -> !given.isEmpty());
    }
}

package tutti.gateway;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tutti.engine.setting.Bounds;
import tutti.gateway.limit.Limit;

/** `tutti.gateway` of the configuration. */
public record GatewaySettings(
        Http http, Address management, Files files, Tokens tokens, Socket socket, Listen listen, ByAddress byAddress) {

    public record Address(String host, int port) {
        private static final int PORT_MAX = 65_535;

        public Address {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("a port is 0 to " + PORT_MAX + ", not " + port);
            }
        }
    }

    /** `publicUrl` is empty when people reach this server under the name they ask for. */
    public record Http(
            Address address,
            Optional<String> publicUrl,
            boolean behindProxy,
            Duration unreadyBeforeClosing,
            Duration drainWithin) {
        /** The phase of the shutdown that it is part of ends after five seconds. */
        private static final Duration UNREADY_MOST = Duration.ofSeconds(4);

        public Http {
            Bounds.within("TUTTI_UNREADY_BEFORE_CLOSING", Duration.ZERO, UNREADY_MOST, unreadyBeforeClosing);
        }
    }

    public record Files(Path web, Path media) {}

    /** `key` is empty when one is to be made and kept in `dataDir`. */
    public record Tokens(Optional<String> key, Path dataDir, Duration ttl) {}

    public record Socket(
            Duration joinWithin,
            Duration frameWithin,
            Duration silenceMax,
            Duration goodbyeWithin,
            Duration drainSpread,
            Duration handOverWithin,
            int outboxMax,
            long outboxBytesMax,
            long outboxesBytesMax,
            int socketsMax,
            int socketsByAddressMax,
            SocketLimits limits) {
        public Socket {
            Bounds.atLeast("TUTTI_OUTBOX_MAX", 1, outboxMax);
            Bounds.atLeast("TUTTI_OUTBOX_BYTES_MAX", 1, outboxBytesMax);
            Bounds.atLeast("TUTTI_SOCKETS_MAX", 1, socketsMax);
            Bounds.atLeast("TUTTI_SOCKETS_BY_ADDRESS_MAX", 1, socketsByAddressMax);
            if (outboxesBytesMax < outboxBytesMax) {
                throw new IllegalArgumentException(
                        "tutti.gateway.socket.outboxes-heap-share must hold at least one outbox of outbox-bytes-max");
            }
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

    /** `refused` bounds how often one socket is told no, `malformed` how often it may talk nonsense. */
    public record SocketLimits(
            Limit chat,
            Limit control,
            Limit react,
            Limit ping,
            Limit report,
            Limit broadcast,
            Limit quality,
            Limit others,
            Limit refused,
            Limit malformed) {}

    public record ByAddress(Limit rooms, Limit looks, Limit talk, Limit joins, Limit tokens, Limit telemetry) {}

    public static GatewaySettings from(Config config) {
        Config gateway = config.getConfig("tutti.gateway");
        return new GatewaySettings(
                http(gateway.getConfig("http")),
                address(gateway.getConfig("management")),
                new Files(Path.of(gateway.getString("files.web-dir")), Path.of(gateway.getString("files.media-dir"))),
                new Tokens(
                        unlessEmpty(gateway.getString("tokens.key")),
                        Path.of(gateway.getString("data-dir")),
                        gateway.getDuration("tokens.ttl")),
                socket(gateway.getConfig("socket"), gateway.getConfig("limits")),
                listen(gateway.getConfig("listen")),
                byAddress(gateway.getConfig("limits")));
    }

    private static Http http(Config http) {
        return new Http(
                address(http),
                unlessEmpty(http.getString("public-url")),
                http.getBoolean("behind-proxy"),
                http.getDuration("unready-before-closing"),
                http.getDuration("drain-within"));
    }

    private static Socket socket(Config socket, Config limits) {
        return new Socket(
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
                new SocketLimits(
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
                Limit.from(limits, "telemetry-by-address"));
    }

    private static Address address(Config at) {
        return new Address(at.getString("host"), at.getInt("port"));
    }

    private static Optional<String> unlessEmpty(String value) {
        return Optional.of(value.strip()).filter(given -> !given.isEmpty());
    }
}

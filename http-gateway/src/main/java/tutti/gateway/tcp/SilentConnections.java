package tutti.gateway.tcp;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.io.Inet;
import tutti.engine.clock.Clock;

/**
 * The connections of a port that nobody has asked anything over yet. One that stays so for too long is ended from below: while its
 * TLS handshake is not done, nothing that stands above TLS can end it, and a byte now and then keeps it from being idle.
 *
 * Bounded by the port's connections. Safe to use from any thread.
 */
public final class SilentConnections extends Inet.AbstractSocketOption {
    private final Duration within;
    private final Clock clock;
    /** Of a caller with one port for several addresses of ours only the last is known. */
    private final ConcurrentMap<InetSocketAddress, Silent> silent = new ConcurrentHashMap<>();

    private record Silent(SocketChannel channel, long sinceUs) {}

    public SilentConnections(Duration within, Clock clock) {
        this.within = within;
        this.clock = clock;
    }

    @Override
    public void afterConnect(Socket socket) {
        SocketChannel channel = socket.getChannel();
        if (channel != null && socket.getRemoteSocketAddress() instanceof InetSocketAddress caller) {
            silent.put(caller, new Silent(channel, clock.nowUs()));
        }
    }

    /** The caller has asked for something. */
    public void heard(InetSocketAddress caller) {
        silent.remove(caller);
    }

    /** To be called now and then. */
    public void endOverdue() {
        long sinceUs = clock.nowUs() - within.toNanos() / 1_000;
        silent.forEach((caller, one) -> {
            if (!one.channel().isOpen()) {
                silent.remove(caller, one);
            } else if (one.sinceUs() < sinceUs && silent.remove(caller, one)) {
                ConnectionLimit.end(one.channel());
            }
        });
    }
}

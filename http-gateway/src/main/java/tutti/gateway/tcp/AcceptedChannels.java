package tutti.gateway.tcp;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.io.Inet;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one port by who called, for whoever knows a request's caller and wants its connection. Pekko has no way to ask
 * for it, but applies the options of a port to each connection that it accepts. Safe to use from any thread.
 */
public final class AcceptedChannels extends Inet.AbstractSocketOption {
    private static final int SWEPT_FROM = 256;

    private final ConcurrentHashMap<InetSocketAddress, SocketChannel> byCaller = new ConcurrentHashMap<>();
    private final AtomicInteger sweptFrom = new AtomicInteger(SWEPT_FROM);

    @Override
    public void afterConnect(Socket socket) {
        SocketChannel channel = socket.getChannel();
        if (channel != null && socket.getRemoteSocketAddress() instanceof InetSocketAddress caller) {
            byCaller.compute(caller, (same, other) -> other == null || !other.isOpen() ? channel : null);
            sweep();
        }
    }

    /**
     * To be asked once, where a connection is upgraded. Null where it is not known, which is always possible: a caller may use one
     * port of theirs for connections to two addresses of ours, and then neither is given.
     */
    public @Nullable SocketChannel take(InetSocketAddress caller) {
        return byCaller.remove(caller);
    }

    /** Most connections are never asked for. Those that have ended go when there are twice as many as after the last time. */
    private void sweep() {
        int from = sweptFrom.get();
        if (byCaller.size() > from && sweptFrom.compareAndSet(from, Integer.MAX_VALUE)) {
            byCaller.values().removeIf(channel -> !channel.isOpen());
            sweptFrom.set(Math.max(SWEPT_FROM, 2 * byCaller.size()));
        }
    }
}

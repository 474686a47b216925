package tutti.gateway.tcp;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.io.Inet;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one port by who called, for whoever knows a request's caller and wants its connection. Pekko has no way to ask
 * for it, but applies the options of a port to each connection that it accepts. Safe to use from any thread.
 */
public final class AcceptedChannels extends Inet.AbstractSocketOption {
    private static final int SWEPT_FROM = 256;

    private final ConcurrentHashMap<InetSocketAddress, Known> byCaller = new ConcurrentHashMap<>();
    private final AtomicInteger sweptFrom = new AtomicInteger(SWEPT_FROM);

    /** A caller's connections, of which there is one for each of our addresses at most; and whether one may still be given. */
    private record Known(List<SocketChannel> channels, boolean free) {
        private Known with(SocketChannel another) {
            List<SocketChannel> open =
                    channels.stream().filter(SocketChannel::isOpen).toList();
            return new Known(Stream.concat(open.stream(), Stream.of(another)).toList(), open.isEmpty());
        }

        private boolean isOver() {
            return channels.stream().noneMatch(SocketChannel::isOpen);
        }
    }

    @Override
    public void afterConnect(Socket socket) {
        SocketChannel channel = socket.getChannel();
        if (channel != null && socket.getRemoteSocketAddress() instanceof InetSocketAddress caller) {
            byCaller.compute(
                    caller, (same, known) -> known == null ? new Known(List.of(channel), true) : known.with(channel));
            sweep();
        }
    }

    /**
     * To be asked once, where a connection is upgraded. Null where it is not known, which is always possible: a caller may use one
     * port of theirs for connections to several addresses of ours. Then none is given as long as one of them is there, since
     * whose request it is cannot be told.
     */
    public @Nullable SocketChannel take(InetSocketAddress caller) {
        Known known = byCaller.get(caller);
        return known != null && known.free() && byCaller.replace(caller, known, new Known(known.channels(), false))
                ? known.channels().getFirst()
                : null;
    }

    /** Of which one is where the request came from; more than one only where {@link #take} gives none. */
    public List<SocketChannel> of(InetSocketAddress caller) {
        Known known = byCaller.get(caller);
        return known == null ? List.of() : known.channels();
    }

    int known() {
        return byCaller.size();
    }

    /** Those that have ended go when there are twice as many as after the last time. */
    private void sweep() {
        int from = sweptFrom.get();
        if (byCaller.size() > from && sweptFrom.compareAndSet(from, Integer.MAX_VALUE)) {
            byCaller.values().removeIf(Known::isOver);
            sweptFrom.set(Math.max(SWEPT_FROM, 2 * byCaller.size()));
        }
    }
}

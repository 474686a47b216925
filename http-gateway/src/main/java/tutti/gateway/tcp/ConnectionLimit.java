package tutti.gateway.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.io.Inet;
import tutti.engine.clock.Clock;
import tutti.gateway.limit.AddressRange;

/**
 * How many connections a port has, in all and of one address. One too many is ended at once, before anything is read from it: who
 * opens them by the thousand is not worth an answer. Proxies of ours stand for many, and are counted in all only.
 *
 * Nobody says when a connection has ended, so those that have are looked for now and then. Where many come in the same instant a
 * few too many may get in. Safe to use from any thread.
 */
public final class ConnectionLimit extends Inet.AbstractSocketOption {
    private static final long LOOKED_EVERY_US = 1_000_000;
    /** While somebody is sent away for it. */
    private static final long LOOKED_EVERY_WHEN_FULL_US = 50_000;

    private final int max;
    private final int byAddressMax;
    private final List<AddressRange> proxies;
    private final Clock clock;
    private final Refused refused;

    /** As many as there may be. The value is whom it counts for, nothing for a proxy of ours. */
    private final ConcurrentMap<SocketChannel, String> open = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lookedAtUs = new AtomicLong(Long.MIN_VALUE / 2);
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Is told of each that was sent away, and by which of the two. */
    public interface Refused {
        void because(Reached reached);
    }

    public enum Reached {
        NODE,
        ADDRESS
    }

    public ConnectionLimit(int max, int byAddressMax, List<AddressRange> proxies, Clock clock, Refused refused) {
        this.max = max;
        this.byAddressMax = byAddressMax;
        this.proxies = proxies;
        this.clock = clock;
        this.refused = refused;
    }

    @Override
    public void afterConnect(Socket socket) {
        SocketChannel channel = socket.getChannel();
        if (channel == null || !(socket.getRemoteSocketAddress() instanceof InetSocketAddress caller)) {
            return;
        }
        String counted = countedFor(caller.getAddress());
        look(LOOKED_EVERY_US);
        if (isFull(counted)) {
            look(LOOKED_EVERY_WHEN_FULL_US);
        }
        if (isFull(counted)) {
            refused.because(count.get() >= max ? Reached.NODE : Reached.ADDRESS);
            end(channel);
            return;
        }
        open.put(channel, counted);
        count.incrementAndGet();
        if (!counted.isEmpty()) {
            byAddress.merge(counted, 1, Integer::sum);
        }
    }

    /** How many there are now. */
    public int open() {
        look(0);
        return count.get();
    }

    private String countedFor(InetAddress caller) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(caller)) ? "" : AddressRange.counted(caller);
    }

    private boolean isFull(String counted) {
        return count.get() >= max || (!counted.isEmpty() && byAddress.getOrDefault(counted, 0) >= byAddressMax);
    }

    /** Only ends both ways: Pekko may be about to ask the connection who called, and finds the end of it a moment later. */
    static void end(SocketChannel channel) {
        try {
            channel.shutdownInput().shutdownOutput();
        } catch (IOException gone) {
            // So much the better.
        }
    }

    private void look(long everyUs) {
        long nowUs = clock.nowUs();
        if (nowUs - lookedAtUs.get() < everyUs || !looking.compareAndSet(false, true)) {
            return;
        }
        open.forEach((channel, counted) -> {
            if (!channel.isOpen() && open.remove(channel, counted)) {
                count.decrementAndGet();
                byAddress.computeIfPresent(counted, (same, connections) -> connections > 1 ? connections - 1 : null);
            }
        });
        lookedAtUs.set(nowUs);
        looking.set(false);
    }
}

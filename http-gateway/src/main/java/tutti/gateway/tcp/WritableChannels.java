package tutti.gateway.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a connection that was full takes bytes again. One thread for all of a node: such connections are few, and what they
 * need done is one write each.
 */
public final class WritableChannels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WritableChannels.class);

    /** A connection that is closed while it is waited for keeps its descriptor until the selector looks again. */
    private static final long LOOK_EVERY_MS = 100;

    private final Selector selector;
    private final ConcurrentLinkedQueue<Awaited> awaited = new ConcurrentLinkedQueue<>();

    private record Awaited(SocketChannel channel, Runnable writable) {}

    public WritableChannels() {
        try {
            selector = Selector.open();
        } catch (IOException noDescriptor) {
            throw new UncheckedIOException(noDescriptor);
        }
        Thread.ofPlatform().name("tutti-writable").daemon().start(this::run);
    }

    /** `writable` is run once, and not at all when the connection ends before. It must not block. */
    void await(SocketChannel channel, Runnable writable) {
        awaited.add(new Awaited(channel, writable));
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException late) {
            LOG.warn("the selector of full connections did not close", late);
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                look();
            }
        } catch (ClosedSelectorException closed) {
            LOG.debug("nobody waits for full connections any more", closed);
        }
    }

    private void look() {
        try {
            selector.select(WritableChannels::onWritable, selector.keys().isEmpty() ? 0 : LOOK_EVERY_MS);
            // A key that was just cancelled is in the way of its connection's next one until the selector has looked
            // once more.
            selector.selectNow();
            register();
        } catch (IOException failed) {
            LOG.error("cannot look for connections that take bytes again", failed);
        }
    }

    private static void onWritable(SelectionKey key) {
        key.cancel();
        try {
            ((Runnable) key.attachment()).run();
        } catch (RuntimeException fault) {
            LOG.error("what waited for a connection could not be written", fault);
        }
    }

    private void register() {
        for (Awaited each = awaited.poll(); each != null; each = awaited.poll()) {
            try {
                each.channel().register(selector, SelectionKey.OP_WRITE, each.writable());
            } catch (ClosedChannelException gone) {
                LOG.debug("a connection ended while it was full", gone);
            } catch (CancelledKeyException | IllegalBlockingModeException fault) {
                // One connection's fault must not end the thread that all wait for.
                LOG.error("cannot wait for a full connection", fault);
            }
        }
    }
}

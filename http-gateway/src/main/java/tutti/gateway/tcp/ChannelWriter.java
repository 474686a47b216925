package tutti.gateway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what there is to one connection, on the thread that says so, and never waits: what a full connection does not take stays
 * where it is until there is room. Nobody else may write to the connection. Safe to use from any thread.
 *
 * <pre>
 *   any thread ──wake──▶ next, write, next, write … until there is none, or no room ──▶ {@link WritableChannels} ──▶ wake
 * </pre>
 */
public final class ChannelWriter {
    private final SocketChannel channel;
    private final WritableChannels writables;
    private final Queue queue;
    /** Whoever makes it one writes; who comes meanwhile only leaves a mark, for which it looks again. */
    private final AtomicInteger marks = new AtomicInteger();

    private volatile boolean full;
    /** The writing thread's alone. */
    private @Nullable ByteBuffer underWay;

    /** What waits for a connection. Both are called by one thread at a time. */
    public interface Queue {
        /** The next to be written, in full; null while there is none. What it gave before has been written when this is called. */
        @Nullable
        ByteBuffer next();

        /** The connection is no more. Told once; nothing is asked for after it. */
        void broken(IOException why);
    }

    public ChannelWriter(SocketChannel channel, WritableChannels writables, Queue queue) {
        this.channel = channel;
        this.writables = writables;
        this.queue = queue;
    }

    /** To be called after each change of what {@link Queue#next} gives. */
    public void wake() {
        if (marks.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            writeOrBreak();
            seen = marks.addAndGet(-seen);
        }
    }

    /** Whoever wakes has more to do than this client, whose faults must not become theirs. */
    private void writeOrBreak() {
        try {
            write();
        } catch (IOException gone) {
            onBroken(gone);
        } catch (RuntimeException fault) {
            onBroken(new IOException("there is nothing to be written any more, by a fault of ours", fault));
        }
    }

    private void write() throws IOException {
        while (!full) {
            if (underWay == null) {
                underWay = queue.next();
            }
            if (underWay == null) {
                return;
            }
            write(underWay);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            full = true;
            writables.await(channel, this::onWritable);
        } else {
            underWay = null;
        }
    }

    private void onWritable() {
        full = false;
        wake();
    }

    /** Full for good. */
    private void onBroken(IOException why) {
        full = true;
        underWay = null;
        queue.broken(why);
    }
}

package tutti.gateway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.gateway.tcp.ChannelWriter;
import tutti.gateway.tcp.WritableChannels;

/**
 * The way past one client's stream: the thread that has a frame for a thousand clients writes it to each of them, where through
 * their streams each would take several turns of mailboxes (docs/decisions/0014-past-the-streams.md).
 *
 * <pre>
 *   texts, last word ──────────────────────────────────▶┐
 *   pings, Close ──▶ stream ──▶ {@link BypassStage} ────▶┼─ bypass ──▶ connection
 *   sound ─────────────────────────────────────────────▶┘
 * </pre>
 *
 * It is open or not for good before the first frame goes out, so that never two write to one connection.
 */
final class Bypass implements ChannelWriter.Queue {
    private final ChannelWriter writer;
    private final AtomicReference<@Nullable Outgoing> outgoing = new AtomicReference<>();
    private final AtomicReference<@Nullable Events> events = new AtomicReference<>();

    private volatile boolean open;
    private volatile @Nullable ByteBuffer streamed;
    /** The writing thread's alone. */
    private boolean given;

    /** For the stage, from any thread. */
    interface Events {
        /** What the stream gave has been written, and there is room for the next. */
        void written();

        void broken(IOException why);

        /** Nobody waits for the client any more. */
        void cut();
    }

    Bypass(SocketChannel channel, WritableChannels writables) {
        this.writer = new ChannelWriter(channel, writables, this);
    }

    void carry(Outgoing frames) {
        outgoing.set(frames);
    }

    void tell(Events stage) {
        events.set(stage);
    }

    /** What has come in between looked for the stream, which sends nothing any more. */
    void open() {
        open = true;
        writer.wake();
    }

    boolean isOpen() {
        return open;
    }

    /** The stream's next, not before {@link Events#written} was told of the one before. False when it was written at once. */
    boolean write(ByteBuffer bytes) {
        streamed = bytes;
        writer.wake();
        return !isWritten();
    }

    boolean isWritten() {
        return streamed == null;
    }

    void wake() {
        writer.wake();
    }

    void cut() {
        Events stage = events.get();
        if (stage != null) {
            stage.cut();
        }
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (given) {
            given = false;
            streamed = null;
            tellWritten();
        }
        // Read first: what was said before the stream's Close goes out before it.
        ByteBuffer next = streamed;
        Outgoing frames = outgoing.get();
        String word = frames == null ? null : frames.nextWord();
        if (word != null) {
            return ByteBuffer.wrap(ServerFrame.whole(ServerFrame.TEXT, ByteString.fromString(word)));
        }
        if (next != null) {
            given = true;
            return next;
        }
        SoundFrame heard = frames == null ? null : frames.nextSound();
        return heard == null ? null : heard.onTheWire();
    }

    @Override
    public void broken(IOException why) {
        Events stage = events.get();
        if (stage != null) {
            stage.broken(why);
        }
    }

    private void tellWritten() {
        Events stage = events.get();
        if (stage != null) {
            stage.written();
        }
    }
}

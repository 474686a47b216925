package tutti.gateway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tutti.gateway.tcp.ChannelWriter;
import tutti.gateway.tcp.WritableChannels;

/**
 * The way past one client's stream, for sound above all: the thread that has a frame for a thousand clients writes it to each of
 * them, where through their streams each would take several turns of mailboxes (docs/decisions/0014-sound-past-the-streams.md).
 *
 * <pre>
 *   texts, pings, Close ──▶ stream ──▶ {@link BypassStage} ──▶┐
 *   sound ──────────────────────────────────────────────────▶─┴─ bypass ──▶ connection
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
    }

    Bypass(SocketChannel channel, WritableChannels writables) {
        this.writer = new ChannelWriter(channel, writables, this);
    }

    void carry(Outgoing sound) {
        outgoing.set(sound);
    }

    void open(Events stage) {
        events.set(stage);
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** The stream's next, not before {@link Events#written} was told of the one before. False when it was written at once. */
    boolean write(ByteBuffer bytes, boolean isText) {
        streamed = bytes;
        Outgoing sound = outgoing.get();
        if (isText && sound != null) {
            sound.textIsOut();
        }
        writer.wake();
        return !isWritten();
    }

    boolean isWritten() {
        return streamed == null;
    }

    void wake() {
        writer.wake();
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (given) {
            given = false;
            streamed = null;
            tellWritten();
        }
        // Asked before the text is looked for: a text that was offered before this sound is there by then, or written.
        Outgoing sound = outgoing.get();
        boolean soundIsNext = sound != null && sound.soundIsNext();
        ByteBuffer next = streamed;
        if (next != null) {
            given = true;
            return next;
        }
        SoundFrame heard = sound != null && soundIsNext ? sound.nextSound() : null;
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

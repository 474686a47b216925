package tutti.gateway.socket;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.FrameEncoder;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.ServerMessage.Bye;

/**
 * One client's way out, safe to use from any thread and never waiting:
 *
 * <pre>
 *   frames ──▶ texts (bounded in frames and bytes) ──▶┐
 *   sound ───▶ sound (bounded in time) ─────────────▶─┴─ texts first ──▶ last word ──▶ browser
 * </pre>
 *
 * Where there is a {@link Bypass}, all of it leaves by that, and the stream only ends when all is said.
 *
 * A text that does not fit costs the client its socket, sound that does not fit costs it the oldest sound. The last word stands
 * outside the queues, so that there is room for it when they are full.
 */
final class Outgoing {
    private static final int BYTES_OF_A_CHAR = 2;

    private final int framesMax;
    private final WaitingBytes waiting;
    private final Runnable wake;
    private final Runnable cut;
    private final @Nullable Bypass bypass;
    private final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger textCount = new AtomicInteger();
    private final WaitingSound sound = new WaitingSound();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    /** A frame under way is in memory until the next one is asked for. Whoever sends has it alone: the stream, or the bypass. */
    private long underWay;
    /** Likewise. */
    private boolean lastWordGiven;

    private volatile boolean allSaid;

    /** That it ends, and with which word. */
    record End(@Nullable Bye bye) {}

    /** `wake` tells the stream that there is something, `cut` that nobody waits for the client any more. */
    Outgoing(int framesMax, WaitingBytes waiting, Runnable wake, Runnable cut, @Nullable Bypass bypass) {
        this.framesMax = framesMax;
        this.waiting = waiting;
        this.wake = wake;
        this.cut = cut;
        this.bypass = bypass;
    }

    static Source<Message, Outgoing> source(int framesMax, WaitingBytes waiting, @Nullable Bypass bypass) {
        return Source.fromGraph(new OutgoingStage(framesMax, waiting, bypass));
    }

    /** False when the client is too slow, or gone. */
    boolean offer(String frame) {
        return frame.equals(FrameEncoder.NOTHING) || taken(frame);
    }

    boolean offer(ServerMessage message) {
        return offer(Codec.encode(message));
    }

    /** False when the client is gone, or older sound had to go for it. */
    boolean hear(SoundFrame frame) {
        if (end.get() != null) {
            return false;
        }
        boolean kept = sound.offer(frame);
        wakeSender();
        return kept;
    }

    /** So much sound waits at most. */
    void heardAfter(int delayMs) {
        sound.heardAfter(delayMs);
    }

    /** What texts are queued still go out, then the bye, then Close. The first one to end it decides. */
    void end(@Nullable Bye bye) {
        if (end.compareAndSet(null, new End(bye))) {
            wakeSender();
        }
    }

    /** For a client that does not even take the goodbye. Above the bypass, an end would wait for the client too. */
    void cut() {
        if (bypass == null) {
            cut.run();
        } else {
            bypass.cut();
        }
    }

    /** For the stream. Null while there is nothing to send; see {@link #ending} then. */
    @Nullable
    Message next() {
        if (goesByBypass()) {
            return null;
        }
        String text = nextText();
        if (text != null) {
            return TextMessage.create(text);
        }
        SoundFrame heard = nextSound();
        return heard == null ? null : heard.message();
    }

    boolean hasSome() {
        return ending() != null || (!goesByBypass() && !(texts.isEmpty() && sound.isEmpty()));
    }

    /**
     * For the bypass: the texts, the last word, and then nothing, which the stream is told. The end is read first: a text that was
     * there before it goes out before the last word, and one that comes with it does not go out after.
     */
    @Nullable
    String nextWord() {
        End last = end.get();
        String text = lastWordGiven ? null : nextText();
        if (text != null || last == null) {
            return text;
        }
        Bye bye = lastWord();
        if (bye != null) {
            return Codec.encode(bye);
        }
        if (!allSaid) {
            allSaid = true;
            wake.run();
        }
        return null;
    }

    /** Once. */
    @Nullable
    Bye lastWord() {
        End last = end.get();
        boolean given = lastWordGiven;
        lastWordGiven = true;
        return given || last == null ? null : last.bye();
    }

    private @Nullable String nextText() {
        String text = texts.poll();
        nowUnderWay(text == null ? 0 : bytesOf(text));
        if (text != null) {
            textCount.decrementAndGet();
        }
        return text;
    }

    /** To be asked when there is no word. */
    @Nullable
    SoundFrame nextSound() {
        return end.get() == null ? sound.poll() : null;
    }

    /** Null while the stream must not end yet. */
    @Nullable
    End ending() {
        return goesByBypass() && !allSaid ? null : end.get();
    }

    /** The stream is no more. */
    void over() {
        end.compareAndSet(null, new End(null));
        sound.clear();
        texts.clear();
        waiting.end();
    }

    private boolean taken(String frame) {
        long bytes = bytesOf(frame);
        if (end.get() != null || !waiting.take(bytes)) {
            return false;
        }
        if (textCount.incrementAndGet() > framesMax) {
            textCount.decrementAndGet();
            waiting.give(bytes);
            return false;
        }
        texts.add(frame);
        wakeSender();
        return true;
    }

    private void wakeSender() {
        if (bypass != null && bypass.isOpen()) {
            bypass.wake();
        } else {
            wake.run();
        }
    }

    private boolean goesByBypass() {
        return bypass != null && bypass.isOpen();
    }

    private void nowUnderWay(long bytes) {
        // Sound is free, and there is much of it: the node's count is not touched for it.
        if (underWay > 0) {
            waiting.give(underWay);
        }
        underWay = bytes;
    }

    /** What it takes in memory, at most. */
    private static long bytesOf(String frame) {
        return (long) BYTES_OF_A_CHAR * frame.length();
    }
}

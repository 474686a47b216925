package tutti.gateway.socket;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
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
 *   frames ──▶ queue (bounded in frames and bytes) ──▶ last word ──▶ browser
 * </pre>
 *
 * The last word stands outside the queue, so that there is room for it when the queue is full.
 */
final class Outgoing {
    private static final int BYTES_OF_A_CHAR = 2;

    private final BoundedSourceQueue<Message> queue;
    private final UniqueKillSwitch kill;
    private final AtomicReference<@Nullable Bye> lastWord;
    private final AtomicLong waitingBytes;
    private final long bytesMax;

    private Outgoing(
            BoundedSourceQueue<Message> queue,
            UniqueKillSwitch kill,
            AtomicReference<@Nullable Bye> lastWord,
            AtomicLong waitingBytes,
            long bytesMax) {
        this.queue = queue;
        this.kill = kill;
        this.lastWord = lastWord;
        this.waitingBytes = waitingBytes;
        this.bytesMax = bytesMax;
    }

    static Source<Message, Outgoing> source(int framesMax, long bytesMax) {
        AtomicReference<@Nullable Bye> lastWord = new AtomicReference<>();
        AtomicLong waitingBytes = new AtomicLong();
        return Source.<Message>queue(framesMax)
                .map(frame -> {
                    waitingBytes.addAndGet(-bytesOf(frame.asTextMessage().getStrictText()));
                    return frame;
                })
                .concatLazy(Source.lazySource(() -> said(lastWord.get())))
                .viaMat(KillSwitches.single(), Keep.both())
                .mapMaterializedValue((Pair<BoundedSourceQueue<Message>, UniqueKillSwitch> ends) ->
                        new Outgoing(ends.first(), ends.second(), lastWord, waitingBytes, bytesMax));
    }

    /** False when the client is too slow, or gone. */
    boolean offer(String frame) {
        return frame.equals(FrameEncoder.NOTHING) || taken(frame);
    }

    boolean offer(ServerMessage message) {
        return offer(Codec.encode(message));
    }

    /** What is queued still goes out, then the bye, then Close. The first one to end it decides. */
    void end(@Nullable Bye bye) {
        lastWord.compareAndSet(null, bye);
        if (!queue.isCompleted()) {
            queue.complete();
        }
    }

    /** For a client that does not even take the goodbye. */
    void cut() {
        kill.abort(new NotTaken());
    }

    /** A frame larger than all the room there is may still wait alone. */
    private boolean taken(String frame) {
        long bytes = bytesOf(frame);
        long waiting = waitingBytes.addAndGet(bytes);
        if ((waiting > bytesMax && waiting > bytes)
                || !queue.offer(TextMessage.create(frame)).isEnqueued()) {
            waitingBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** What it takes in memory, at most. */
    private static long bytesOf(String frame) {
        return (long) BYTES_OF_A_CHAR * frame.length();
    }

    private static Source<Message, ?> said(@Nullable Bye bye) {
        return bye == null ? Source.empty() : Source.single(TextMessage.create(Codec.encode(bye)));
    }

    private static final class NotTaken extends RuntimeException {
        NotTaken() {
            super("the client does not take what is sent", null, false, false);
        }
    }
}

package tutti.gateway.socket;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    private static final int BYTES_OF_A_CHAR = 2;

    private final BoundedSourceQueue<Message> queue;
    private final UniqueKillSwitch kill;
    private final AtomicReference<@Nullable Bye> lastWord;
    private final WaitingBytes waiting;

    private Outgoing(
            BoundedSourceQueue<Message> queue,
            UniqueKillSwitch kill,
            AtomicReference<@Nullable Bye> lastWord,
            WaitingBytes waiting) {
        this.queue = queue;
        this.kill = kill;
        this.lastWord = lastWord;
        this.waiting = waiting;
    }

    static Source<Message, Outgoing> source(int framesMax, WaitingBytes waiting) {
        AtomicReference<@Nullable Bye> lastWord = new AtomicReference<>();
        // A frame under way is in memory until the next one is asked for.
        AtomicLong underWay = new AtomicLong();
        return Source.<Message>queue(framesMax)
                .map(frame -> {
                    waiting.give(
                            underWay.getAndSet(bytesOf(frame.asTextMessage().getStrictText())));
                    return frame;
                })
                .concatLazy(Source.lazySource(() -> said(lastWord.get())))
                .viaMat(KillSwitches.single(), Keep.both())
                .watchTermination(
                        (Pair<BoundedSourceQueue<Message>, UniqueKillSwitch> ends, CompletionStage<Done> over) -> {
                            over.whenComplete((done, fault) -> waiting.end());
                            return new Outgoing(ends.first(), ends.second(), lastWord, waiting);
                        });
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
        try {
            queue.complete();
        } catch (IllegalStateException alreadyOver) {
            // The client went in this very moment; asking first whether it has would not make this safe.
            LOG.debug("a queue was over before it was ended", alreadyOver);
        }
    }

    /** For a client that does not even take the goodbye. */
    void cut() {
        kill.abort(new NotTaken());
    }

    private boolean taken(String frame) {
        long bytes = bytesOf(frame);
        if (!waiting.take(bytes)) {
            return false;
        }
        boolean enqueued = queue.offer(TextMessage.create(frame)).isEnqueued();
        if (!enqueued) {
            waiting.give(bytes);
        }
        return enqueued;
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

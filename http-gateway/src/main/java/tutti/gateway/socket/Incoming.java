package tutti.gateway.socket;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ws.BinaryMessage;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteStringBuilder;
import tutti.engine.clock.Clock;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.Decoded;
import tutti.gateway.wire.Json;

/**
 * <pre>
 *   browser ──frames──▶ whole (bounded in size and time) ──▶ decode ──▶
 * </pre>
 */
final class Incoming {
    private final Clock clock;
    private final Duration frameWithin;
    private final Materializer materializer;

    Incoming(Clock clock, Duration frameWithin, Materializer materializer) {
        this.clock = clock;
        this.frameWithin = frameWithin;
        this.materializer = materializer;
    }

    /** A frame and when it was here, which a `pong` tells. */
    record Frame(Decoded decoded, long receivedUs) {}

    Flow<Message, Frame, NotUsed> frames() {
        return Flow.<Message>create().mapAsync(1, this::whole);
    }

    private CompletionStage<Frame> whole(Message message) {
        long receivedUs = clock.nowUs();
        return decoded(message).thenApply(decoded -> new Frame(decoded, receivedUs));
    }

    private CompletionStage<Decoded> decoded(Message message) {
        if (!message.isText()) {
            BinaryMessage binary = message.asBinaryMessage();
            return binary.isStrict()
                    ? CompletableFuture.completedStage(Codec.decode(binary.getStrictData()))
                    : assembled(binary);
        }
        TextMessage text = message.asTextMessage();
        return text.isStrict() ? CompletableFuture.completedStage(Codec.decode(text.getStrictText())) : assembled(text);
    }

    /**
     * Even a short frame may arrive in pieces; on one machine one never sees it. What is past the bounds is read on and
     * dropped: to cancel it would break the socket before the goodbye.
     */
    private CompletionStage<Decoded> assembled(TextMessage text) {
        CompletableFuture<Decoded> decoded = new CompletableFuture<>();
        StringBuilder whole = new StringBuilder();
        text.getStreamedText()
                .runForeach(
                        piece -> {
                            if (whole.length() + piece.length() <= Json.INPUT_CHARS_MAX) {
                                whole.append(piece);
                            } else {
                                decoded.complete(Codec.tooLarge());
                            }
                        },
                        materializer)
                .whenComplete((done, broken) -> decoded.complete(Codec.decode(whole.toString())));
        return decoded.completeOnTimeout(Codec.unfinished(), frameWithin.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Decoded> assembled(BinaryMessage binary) {
        CompletableFuture<Decoded> decoded = new CompletableFuture<>();
        ByteStringBuilder whole = new ByteStringBuilder();
        binary.getStreamedData()
                .runForeach(
                        piece -> {
                            if (whole.length() + piece.length() <= Codec.SOUND_BYTES_MAX) {
                                whole.append(piece);
                            } else {
                                decoded.complete(Codec.tooLargeOfSound());
                            }
                        },
                        materializer)
                .whenComplete((done, broken) -> decoded.complete(Codec.decode(whole.result())));
        return decoded.completeOnTimeout(Codec.unfinished(), frameWithin.toMillis(), TimeUnit.MILLISECONDS);
    }
}

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
import org.apache.pekko.util.ByteString;
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

    /** A frame, when it was here, which a `pong` tells, and how much of it was read. */
    record Frame(Decoded decoded, long receivedUs, int bytes) {}

    Flow<Message, Frame, NotUsed> frames() {
        return Flow.<Message>create().mapAsync(1, this::whole);
    }

    private CompletionStage<Frame> whole(Message message) {
        long receivedUs = clock.nowUs();
        if (!message.isText()) {
            BinaryMessage binary = message.asBinaryMessage();
            return binary.isStrict()
                    ? CompletableFuture.completedStage(frame(binary.getStrictData(), receivedUs))
                    : assembled(binary, receivedUs);
        }
        TextMessage text = message.asTextMessage();
        return text.isStrict()
                ? CompletableFuture.completedStage(frame(text.getStrictText(), receivedUs))
                : assembled(text, receivedUs);
    }

    private static Frame frame(String text, long receivedUs) {
        return new Frame(Codec.decode(text), receivedUs, bytesOf(text));
    }

    private static Frame frame(ByteString sound, long receivedUs) {
        return new Frame(Codec.decode(sound), receivedUs, sound.length());
    }

    /** As it was on the wire, in UTF-8. */
    private static int bytesOf(String text) {
        int bytes = text.length();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            // Each half of a pair stands for two of its four bytes.
            bytes += letter < 0x80 ? 0 : letter < 0x800 || Character.isSurrogate(letter) ? 1 : 2;
        }
        return bytes;
    }

    /**
     * Even a short frame may arrive in pieces; on one machine one never sees it. What is past the bounds is read on and
     * dropped: to cancel it would break the socket before the goodbye.
     */
    private CompletionStage<Frame> assembled(TextMessage text, long receivedUs) {
        CompletableFuture<Frame> frame = new CompletableFuture<>();
        StringBuilder whole = new StringBuilder();
        text.getStreamedText()
                .runForeach(
                        piece -> {
                            if (whole.length() + piece.length() <= Json.INPUT_CHARS_MAX) {
                                whole.append(piece);
                            } else {
                                frame.complete(new Frame(Codec.tooLarge(), receivedUs, whole.length()));
                            }
                        },
                        materializer)
                .whenComplete((done, broken) -> frame.complete(frame(whole.toString(), receivedUs)));
        return frame.completeOnTimeout(
                new Frame(Codec.unfinished(), receivedUs, 0), frameWithin.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Frame> assembled(BinaryMessage binary, long receivedUs) {
        CompletableFuture<Frame> frame = new CompletableFuture<>();
        ByteStringBuilder whole = new ByteStringBuilder();
        binary.getStreamedData()
                .runForeach(
                        piece -> {
                            if (whole.length() + piece.length() <= Codec.SOUND_BYTES_MAX) {
                                whole.append(piece);
                            } else {
                                frame.complete(new Frame(Codec.tooLargeOfSound(), receivedUs, whole.length()));
                            }
                        },
                        materializer)
                .whenComplete((done, broken) -> frame.complete(frame(whole.result(), receivedUs)));
        return frame.completeOnTimeout(
                new Frame(Codec.unfinished(), receivedUs, 0), frameWithin.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequestEntity;
import static org.apache.pekko.http.javadsl.server.Directives.onComplete;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Json;

/** Bodies of requests: JSON, of a bounded size, sent within a bounded time. */
final class Bodies {
    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);

    static <T> Route json(Class<T> type, Function<T, Route> inner) {
        return extractRequest(request -> {
            RequestEntity entity = request.entity();
            boolean isPlain = request.getHeader("Content-Encoding").isEmpty();
            return isPlain && is(entity, MediaTypes.APPLICATION_JSON) ? read(entity, type, inner) : complete(refused());
        });
    }

    /** What a browser sends on its way out (`sendBeacon`) may have no other type than text/plain. */
    static <T> Route jsonOrText(Class<T> type, Function<T, Route> inner) {
        return extractRequestEntity(
                entity -> is(entity, MediaTypes.TEXT_PLAIN) ? read(entity, type, inner) : json(type, inner));
    }

    private static <T> Route read(RequestEntity entity, Class<T> type, Function<T, Route> inner) {
        if (entity.getContentLengthOption().orElse(0) > Json.INPUT_CHARS_MAX) {
            return complete(tooLarge());
        }
        return extractMaterializer(materializer -> onComplete(
                entity.withSizeLimit(Json.INPUT_CHARS_MAX).toStrict(SENT_WITHIN.toMillis(), materializer), strict -> {
                    if (strict.isFailure()) {
                        return complete(unread(strict.failed().get()));
                    }
                    String text = strict.get().getData().utf8String();
                    return switch (Json.parse(text, type)) {
                        case Json.Parsed.Value<T> read -> inner.apply(read.value());
                        case Json.Parsed.Malformed<T> malformed ->
                            complete(Answers.problem(Code.BAD_MESSAGE, malformed.why()));
                    };
                }));
    }

    private static boolean is(RequestEntity entity, MediaType type) {
        return entity.getContentType().mediaType().equals(type);
    }

    private static HttpResponse refused() {
        return Answers.problem(Code.UNSUPPORTED_MEDIA_TYPE, "the body is application/json, and not compressed");
    }

    private static HttpResponse tooLarge() {
        return Answers.problem(Code.TOO_LARGE, "a body has at most " + Json.INPUT_CHARS_MAX + " bytes");
    }

    private static HttpResponse unread(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof EntityStreamSizeException
                ? tooLarge()
                : Answers.problem(Code.BAD_MESSAGE, "the body did not arrive");
    }

    private Bodies() {}
}

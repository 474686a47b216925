package tutti.gateway.wire;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.onComplete;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.RetryAfter;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.Outcome;

/** How every route answers: JSON, or a problem with a code. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final ContentType PROBLEM = MediaTypes.applicationWithFixedCharset(
                    "problem+json", org.apache.pekko.http.javadsl.model.HttpCharsets.UTF_8)
            .toContentType();
    /** Of a problem, for whoever passes the answer on. */
    public static final AttributeKey<Code> CODE = AttributeKey.create("code", Code.class);

    private static final long AGAIN_AFTER_S = 1;

    public static HttpResponse json(StatusCode status, Object value) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(
                        HttpEntities.create(ContentTypes.APPLICATION_JSON, ByteString.fromString(Json.write(value))));
    }

    public static HttpResponse ok(Object value) {
        return json(StatusCodes.OK, value);
    }

    /** To a browser that asks whether a page of elsewhere may send these headers. Who may ask at all is the route's. */
    public static HttpResponse preflight(String allowedHeaders) {
        return HttpResponse.create()
                .withStatus(StatusCodes.NO_CONTENT)
                .addHeader(RawHeader.create("Access-Control-Allow-Headers", allowedHeaders))
                .addHeader(RawHeader.create("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"))
                .addHeader(RawHeader.create("Access-Control-Max-Age", "86400"));
    }

    public static HttpResponse problem(Code code, String detail) {
        return problem(code.httpStatus(), code, detail);
    }

    /** For a status that has no code of its own. */
    public static HttpResponse problem(int status, Code code, String detail) {
        HttpResponse problem = HttpResponse.create()
                .withStatus(status)
                .addAttribute(CODE, code)
                .withEntity(HttpEntities.create(
                        PROBLEM, ByteString.fromString(Json.write(Problem.of(status, code, detail)))));
        return switch (code) {
            case UNAVAILABLE, DRAINING, RATE_LIMITED -> problem.addHeader(RetryAfter.create(AGAIN_AFTER_S));
            case UNAUTHORIZED, EXPIRED -> problem.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"));
            default -> problem;
        };
    }

    public static HttpResponse tooOften(long retryAfterS) {
        return problem(Code.RATE_LIMITED, "too many from this address; try again in " + retryAfterS + " s")
                .removeHeader("Retry-After")
                .addHeader(RetryAfter.create(retryAfterS));
    }

    public static <T> Route outcome(CompletionStage<Outcome<T>> asked, Function<T, HttpResponse> onOk) {
        return eventually(asked, outcome -> switch (outcome) {
            case Outcome.Ok<T> ok -> onOk.apply(ok.value());
            case Outcome.Refused<T> refused -> problem(Code.of(refused.refusal()), refused.why());
        });
    }

    public static <T> Route eventually(CompletionStage<T> asked, Function<T, HttpResponse> onSuccess) {
        return onComplete(
                asked,
                outcome -> complete(
                        outcome.isSuccess()
                                ? onSuccess.apply(outcome.get())
                                : failed(outcome.failed().get())));
    }

    /** What went wrong is for the log; the client learns that it did. */
    public static HttpResponse failed(Throwable fault) {
        LOG.error("a request failed", fault);
        return problem(Code.INTERNAL, "something went wrong here");
    }

    private Answers() {}
}

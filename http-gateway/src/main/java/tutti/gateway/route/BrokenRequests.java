package tutti.gateway.route;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** What is not even HTTP is answered like everything else. Pekko makes it by the name in application.conf. */
public final class BrokenRequests extends ParsingErrorHandler {
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAULT = 500;

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        // What is not understood is no fault of ours, whatever the number for it.
        int told = status.intValue() < SERVER_FAULT ? status.intValue() : BAD_REQUEST;
        return Answers.problem(told, Code.BAD_MESSAGE, "this request cannot be read")
                .addHeaders(PageHeaders.EVERYWHERE);
    }
}

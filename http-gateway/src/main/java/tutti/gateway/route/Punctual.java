package tutti.gateway.route;

import java.time.Duration;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Ends a connection whose next request does not come: the head of the first within a short time, that of another within a longer
 * one after the last answer was sent. A head that trickles in byte by byte keeps no connection busy for longer.
 *
 * <pre>
 *   connection ──requests──▶  in time?  ──▶ routes
 *   connection ◀─answers────  sent yet? ◀── routes
 * </pre>
 */
public final class Punctual extends GraphStage<BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse>> {
    private final Inlet<HttpRequest> requestsIn = Inlet.create("requests.in");
    private final Outlet<HttpRequest> requestsOut = Outlet.create("requests.out");
    private final Inlet<HttpResponse> answersIn = Inlet.create("answers.in");
    private final Outlet<HttpResponse> answersOut = Outlet.create("answers.out");
    private final Duration firstWithin;
    private final Duration nextWithin;

    public Punctual(Duration firstWithin, Duration nextWithin) {
        this.firstWithin = firstWithin;
        this.nextWithin = nextWithin;
    }

    @Override
    public BidiShape<HttpRequest, HttpRequest, HttpResponse, HttpResponse> shape() {
        return new BidiShape<>(requestsIn, requestsOut, answersIn, answersOut);
    }

    @Override
    public GraphStageLogic createLogic(Attributes inherited) {
        return new Logic();
    }

    private enum Timer {
        REQUEST_OVERDUE
    }

    private final class Logic extends TimerGraphStageLogic {
        private final AsyncCallback<Object> sent = createAsyncCallback(end -> awaitNext());

        Logic() {
            super(shape());
            setHandler(requestsIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    cancelTimer(Timer.REQUEST_OVERDUE);
                    push(requestsOut, grab(requestsIn));
                }

                @Override
                public void onUpstreamFinish() {
                    // The last answers may still be on their way.
                    cancelTimer(Timer.REQUEST_OVERDUE);
                    complete(requestsOut);
                }
            });
            setHandler(requestsOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(requestsIn);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancel(requestsIn, cause);
                }
            });
            setHandler(answersIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    push(answersOut, timed(grab(answersIn)));
                }
            });
            setHandler(answersOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(answersIn);
                }
            });
        }

        @Override
        public void preStart() {
            scheduleOnce(Timer.REQUEST_OVERDUE, firstWithin);
        }

        @Override
        public void onTimer(Object overdue) {
            completeStage();
        }

        private HttpResponse timed(HttpResponse answer) {
            if (answer.status().equals(StatusCodes.SWITCHING_PROTOCOLS)) {
                // From here on it is a WebSocket, which has its own times.
                return answer;
            }
            if (answer.entity().isStrict()) {
                awaitNext();
                return answer;
            }
            return answer.withEntity(watched(answer.entity()));
        }

        private ResponseEntity watched(ResponseEntity entity) {
            Flow<ByteString, ByteString, ?> watching = Flow.<ByteString>create()
                    .watchTermination((none, ended) -> ended.whenComplete((done, cut) -> sent.invoke(this)));
            return entity.getContentLengthOption().isPresent()
                    ? HttpEntities.create(
                            entity.getContentType(),
                            entity.getContentLengthOption().getAsLong(),
                            entity.getDataBytes().via(watching))
                    : HttpEntities.createChunked(
                            entity.getContentType(), entity.getDataBytes().via(watching));
        }

        private void awaitNext() {
            scheduleOnce(Timer.REQUEST_OVERDUE, nextWithin);
        }
    }
}

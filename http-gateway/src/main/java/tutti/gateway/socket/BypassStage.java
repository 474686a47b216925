package tutti.gateway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.http.impl.engine.ws.FrameEvent;
import org.apache.pekko.http.impl.engine.ws.FrameStart;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;

/**
 * Where what still goes by a client's stream leaves it for the {@link Bypass}, between Pekko's WebSocket and its connection.
 *
 * A client that speaks has the answer to its upgrade, and Pekko has nothing more to write: from then on the bypass is alone with the
 * connection, and nothing goes through to Pekko but the end. Where something has to be said to a client that has not spoken yet, its
 * bypass stays closed for good.
 */
final class BypassStage extends GraphStage<BidiShape<FrameEvent, FrameEvent, FrameEvent, FrameEvent>> {
    /**
     * Above, nothing ends before its last frame is taken, nor by silence as long as the client speaks. So a client that takes
     * nothing is dropped here.
     */
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(30);

    private final Inlet<FrameEvent> fromNet = Inlet.create("Bypass.fromNet");
    private final Outlet<FrameEvent> toStream = Outlet.create("Bypass.toStream");
    private final Inlet<FrameEvent> fromStream = Inlet.create("Bypass.fromStream");
    private final Outlet<FrameEvent> toNet = Outlet.create("Bypass.toNet");
    private final BidiShape<FrameEvent, FrameEvent, FrameEvent, FrameEvent> shape =
            BidiShape.of(fromNet, toStream, fromStream, toNet);
    private final Bypass bypass;

    private enum Timeout {
        NOT_TAKEN
    }

    BypassStage(Bypass bypass) {
        this.bypass = bypass;
    }

    @Override
    public BidiShape<FrameEvent, FrameEvent, FrameEvent, FrameEvent> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic implements Bypass.Events {
        /** The stream's last frame was not written at once, so that it must be told: only then is a call needed. */
        private final AtomicBoolean waits = new AtomicBoolean();

        private final AsyncCallback<Bypass> written = createAsyncCallback(same -> onWritten());
        private final AsyncCallback<Throwable> failed = createAsyncCallback(this::failStage);

        private boolean pekkoWrites;
        private boolean ending;

        Logic() {
            super(shape);
            setHandler(fromNet, new AbstractInHandler() {
                @Override
                public void onPush() {
                    if (!bypass.isOpen() && !pekkoWrites) {
                        bypass.open();
                        pullStream();
                    }
                    push(toStream, grab(fromNet));
                }

                @Override
                public void onUpstreamFinish() {
                    complete(toStream);
                }
            });
            setHandler(toStream, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(fromNet);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancel(fromNet, cause);
                }
            });
            setHandler(fromStream, new AbstractInHandler() {
                @Override
                public void onPush() {
                    onFrame(grab(fromStream));
                }

                @Override
                public void onUpstreamFinish() {
                    ending = true;
                    endIfWritten();
                }
            });
            setHandler(toNet, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    if (!bypass.isOpen()) {
                        pullStream();
                    }
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancel(fromStream, cause);
                }
            });
        }

        @Override
        public void written() {
            if (waits.compareAndSet(true, false)) {
                written.invoke(bypass);
            }
        }

        @Override
        public void broken(IOException why) {
            failed.invoke(why);
        }

        @Override
        public void cut() {
            failed.invoke(new NotTaken());
        }

        @Override
        public void preStart() {
            bypass.tell(this);
        }

        @Override
        public void onTimer(Object timeout) {
            failStage(new NotTaken());
        }

        private void onFrame(FrameEvent frame) {
            if (!bypass.isOpen()) {
                pekkoWrites = true;
                push(toNet, frame);
                return;
            }
            if (!bypass.write(bytesOf(frame))) {
                pullStream();
                return;
            }
            waits.set(true);
            if (bypass.isWritten() && waits.compareAndSet(true, false)) {
                pullStream();
                return;
            }
            scheduleOnce(Timeout.NOT_TAKEN, TAKEN_WITHIN);
        }

        private void onWritten() {
            cancelTimer(Timeout.NOT_TAKEN);
            pullStream();
            endIfWritten();
        }

        private void endIfWritten() {
            if (ending && bypass.isWritten()) {
                complete(toNet);
            }
        }

        private void pullStream() {
            if (!isClosed(fromStream) && !hasBeenPulled(fromStream)) {
                pull(fromStream);
            }
        }

        private static ByteBuffer bytesOf(FrameEvent event) {
            return event instanceof FrameStart start
                    ? ServerFrame.begun(
                            start.header().fin(),
                            start.header().opcode().code(),
                            start.header().length(),
                            start.data())
                    : event.data().asByteBuffer();
        }
    }
}

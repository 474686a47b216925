package tutti.gateway.socket;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.ServerMessage.Bye;

/** The stream at the end of an {@link Outgoing}: sends what is there when the client takes it, and else waits to be woken. */
final class OutgoingStage extends AbstractGraphStageWithMaterializedValue<SourceShape<Message>, Outgoing> {
    private final Outlet<Message> out = Outlet.create("Outgoing.out");
    private final SourceShape<Message> shape = SourceShape.of(out);
    private final int framesMax;
    private final WaitingBytes waiting;
    private final @Nullable Bypass bypass;

    private enum Call {
        WAKE,
        CUT
    }

    OutgoingStage(int framesMax, WaitingBytes waiting, @Nullable Bypass bypass) {
        this.framesMax = framesMax;
        this.waiting = waiting;
        this.bypass = bypass;
    }

    @Override
    public SourceShape<Message> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, Outgoing> createLogicAndMaterializedValuePair(Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.outgoing);
    }

    private final class Logic extends GraphStageLogic {
        /** The client could be sent something, and there was nothing: only then is a call needed, and only one. */
        private final AtomicBoolean idle = new AtomicBoolean();

        private final AsyncCallback<Call> callback = createAsyncCallback(this::onCall);
        private final Outgoing outgoing = new Outgoing(framesMax, waiting, this::wake, this::cut, bypass);

        Logic() {
            super(shape);
            if (bypass != null) {
                bypass.carry(outgoing);
            }
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    send();
                }
            });
        }

        @Override
        public void postStop() {
            outgoing.over();
        }

        private void wake() {
            if (idle.compareAndSet(true, false)) {
                callback.invoke(Call.WAKE);
            }
        }

        private void cut() {
            callback.invoke(Call.CUT);
        }

        private void onCall(Call call) {
            switch (call) {
                case WAKE -> send();
                case CUT -> failStage(new NotTaken());
            }
        }

        /** Looks once more after saying that it is idle: what came in between has called nobody. */
        private void send() {
            while (!sent()) {
                idle.set(true);
                if (!outgoing.hasSome() || !idle.compareAndSet(true, false)) {
                    return;
                }
            }
        }

        /** The end is read first: a text that was there before it goes out before the last word. */
        private boolean sent() {
            Outgoing.End end = outgoing.ending();
            Message next = outgoing.next();
            if (next != null) {
                push(out, next);
            } else if (end != null) {
                finish();
            }
            return next != null || end != null;
        }

        private void finish() {
            Bye lastWord = outgoing.lastWord();
            if (lastWord != null) {
                push(out, TextMessage.create(Codec.encode(lastWord)));
            }
            complete(out);
        }
    }
}

package tutti.gateway.listen;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** The stream at the end of {@link Pages}: sends what is there when the listener takes it, and else waits to be woken. */
final class PagesStage extends AbstractGraphStageWithMaterializedValue<SourceShape<ByteString>, Pages> {
    private final Outlet<ByteString> out = Outlet.create("Pages.out");
    private final SourceShape<ByteString> shape = SourceShape.of(out);

    @Override
    public SourceShape<ByteString> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, Pages> createLogicAndMaterializedValuePair(Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.pages);
    }

    private enum Call {
        WAKE
    }

    private final class Logic extends GraphStageLogic {
        /** The listener could be sent something, and there was nothing: only then is a call needed, and only one. */
        private final AtomicBoolean idle = new AtomicBoolean();

        private final AsyncCallback<Call> callback = createAsyncCallback(call -> send());
        private final Pages pages = new Pages(this::wake);

        Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    send();
                }
            });
        }

        private void wake() {
            if (idle.compareAndSet(true, false)) {
                callback.invoke(Call.WAKE);
            }
        }

        /** Looks once more after saying that it is idle: what came in between has called nobody. */
        private void send() {
            while (!sent()) {
                idle.set(true);
                if ((pages.isEmpty() && !pages.isEnded()) || !idle.compareAndSet(true, false)) {
                    return;
                }
            }
        }

        private boolean sent() {
            boolean ended = pages.isEnded();
            ByteString next = pages.next();
            if (next != null) {
                push(out, next);
            } else if (ended) {
                complete(out);
            }
            return next != null || ended;
        }
    }
}

package tutti.engine.audio;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;

/** A host's end of a broadcast. One call after the other: the frames of one socket come in order anyway. */
public final class Upload {
    private final UploadGate gate;
    private final Clock clock;
    private final ActorRef<OriginCommand> origin;
    private final Door door;

    /** What the upload's thread and the origin's share. */
    static final class Door {
        /** Half a second of all tiers. An origin that is so far behind is not helped by more. */
        private static final int INSIDE_MAX = 75;

        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicReference<@Nullable EndReason> closed = new AtomicReference<>();

        private boolean enter() {
            if (inside.incrementAndGet() <= INSIDE_MAX) {
                return true;
            }
            inside.decrementAndGet();
            return false;
        }

        void left() {
            inside.decrementAndGet();
        }

        boolean isClosed() {
            return closed.get() != null;
        }

        void close(EndReason why) {
            closed.compareAndSet(null, why);
        }
    }

    public sealed interface Receipt {
        record Taken() implements Receipt {}

        /** Counted, and nothing else comes of it. */
        record Dropped(Drop why) implements Receipt {}

        /** For good. */
        record Ended(EndReason why) implements Receipt {}
    }

    private static final Receipt TAKEN = new Receipt.Taken();

    Upload(UploadGate gate, Clock clock, ActorRef<OriginCommand> origin, Door door) {
        this.gate = gate;
        this.clock = clock;
        this.origin = origin;
        this.door = door;
    }

    /** A binary message of the host's. Looks at it and hands it over; waits for nothing. */
    public Receipt offer(ByteString frame) {
        EndReason closed = door.closed.get();
        if (closed != null) {
            return new Receipt.Ended(closed);
        }
        return switch (gate.judge(frame, clock.nowUs())) {
            case UploadGate.Verdict.Passed passed -> handOver(passed);
            case UploadGate.Verdict.Dropped dropped -> new Receipt.Dropped(dropped.why());
            case UploadGate.Verdict.TooManyFaults tooMany -> {
                end(EndReason.FAULTY);
                yield new Receipt.Ended(EndReason.FAULTY);
            }
        };
    }

    /** How many of each were dropped, so far. Of the same thread as `offer`. */
    public Map<Drop, Long> drops() {
        return Map.copyOf(gate.drops());
    }

    /** The room's setting has changed. */
    public void choose(Latency latency) {
        origin.tell(new OriginCommand.Choose(latency));
    }

    /** The socket is gone without a word. Guests wait; a resumed upload has a grant of its own. */
    public void lost() {
        origin.tell(new OriginCommand.Lost());
    }

    public void end(EndReason why) {
        door.close(why);
        origin.tell(new OriginCommand.End(why));
    }

    private Receipt handOver(UploadGate.Verdict.Passed passed) {
        if (!door.enter()) {
            gate.crowded(passed, clock.nowUs());
            return new Receipt.Dropped(Drop.CROWDED);
        }
        origin.tell(new OriginCommand.Uploaded(passed));
        return TAKEN;
    }
}

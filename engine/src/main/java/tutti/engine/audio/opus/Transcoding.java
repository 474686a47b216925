package tutti.engine.audio.opus;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.audio.Tier;

/** One room's way to its transcoder. Nothing here waits. */
public final class Transcoding {
    private final Inbox inbox;
    private final ActorRef<RoomTranscoder.Turn> transcoder;
    private final Runnable onStop;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Transcoding(Inbox inbox, ActorRef<RoomTranscoder.Turn> transcoder, Runnable onStop) {
        this.inbox = inbox;
        this.transcoder = transcoder;
        this.onStop = onStop;
    }

    /** The tiers that somebody listens to, from the next packet on. While there are none, nothing is decoded either. */
    public void want(Set<Tier> tiers) {
        inbox.want(tiers);
    }

    public void hear(TimedPacket packet) {
        if (!stopped.get() && !inbox.wanted().isEmpty() && inbox.put(packet)) {
            transcoder.tell(RoomTranscoder.Turn.DUE);
        }
    }

    public Tally tally() {
        return inbox.tally();
    }

    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            transcoder.tell(RoomTranscoder.Turn.LAST);
            onStop.run();
        }
    }
}

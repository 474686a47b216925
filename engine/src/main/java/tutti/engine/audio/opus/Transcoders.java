package tutti.engine.audio.opus;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** What of this node's processors may go into decoding and encoding: threads of their own, and so many rooms. */
public final class Transcoders {
    /** Over all actor systems of the process, so that no name comes twice. */
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final ActorSystem<?> system;
    private final TranscodingSettings settings;
    private final AtomicInteger open = new AtomicInteger();

    public Transcoders(ActorSystem<?> system, TranscodingSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    /**
     * For a broadcast of Opus. Empty where one more would cost the others their sound: its guests have what the host sends.
     * `out` is called by the transcoder's thread, must not block, and is not called by two threads at once.
     */
    public Optional<Transcoding> ofOpus(int channels, Consumer<TranscodedPacket> out) {
        return start(Transcoder.ofOpus(channels), settings.roomsMax() - settings.pcmOnly(), out);
    }

    /** The same for a broadcast of PCM, of which nothing would be heard. So some places are kept for such. */
    public Optional<Transcoding> ofPcm(int channels, Consumer<TranscodedPacket> out) {
        return start(Transcoder.ofPcm(channels), settings.roomsMax(), out);
    }

    /** Another room may have taken it a moment later. */
    public boolean hasPlaceForPcm() {
        return open.get() < settings.roomsMax();
    }

    /** Rooms that are transcoded now. */
    public int open() {
        return open.get();
    }

    private Optional<Transcoding> start(Transcoder transcoder, int roomsMax, Consumer<TranscodedPacket> out) {
        if (open.incrementAndGet() > roomsMax) {
            open.decrementAndGet();
            return Optional.empty();
        }
        Inbox inbox = new Inbox(settings.waitingMax());
        ActorRef<RoomTranscoder.Turn> actor = system.systemActorOf(
                RoomTranscoder.create(inbox, transcoder, out),
                "transcoder-" + OPENED.incrementAndGet(),
                DispatcherSelector.fromConfig("tutti.engine.transcoding-dispatcher"));
        return Optional.of(new Transcoding(inbox, actor, open::decrementAndGet));
    }
}

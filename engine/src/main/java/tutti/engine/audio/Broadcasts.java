package tutti.engine.audio;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;

/**
 * The live sound of this node: uploads of its hosts, and what its guests hear of hosts anywhere.
 *
 * <pre>
 *   host ─▶ Upload (gate) ─▶ Origin ─packets, a copy a node and tier─▶ NodeSound ─frames, cut once─▶ Listeners
 *                              ▲                                         │
 *                              └────beats: tiers, guests, clock, credit──┘
 * </pre>
 *
 * A node has one desk under a name that is the same everywhere. Whoever knows the address of an origin's node, as a grant
 * tells it, finds the origin there by its room: nothing is registered, gossiped or forgotten across the cluster, and the
 * first beat of a new guest arrives as fast as the network is.
 */
public final class Broadcasts {
    private static final String DESK = "sound";

    private final ActorSystem<?> system;
    private final Clock clock;
    private final TierSource tiers;
    private final String here;
    private final ActorRef<DeskCommand> desk;
    private final AtomicLong uploads = new AtomicLong();
    /** Of those that were raw sound. At most as many as hosts are connected to this node: what is closed goes with the next. */
    private final Map<RoomId, Upload.Door> raw = new ConcurrentHashMap<>();

    private Broadcasts(ActorSystem<?> system, Clock clock, TierSource tiers, Supplier<List<String>> nodes) {
        this.system = system;
        this.clock = clock;
        this.tiers = tiers;
        this.here = system.address().toString();
        this.desk = system.systemActorOf(SoundDesk.create(here, clock, nodes, this::post), DESK, Props.empty());
    }

    /** `nodes`: the addresses of all nodes of the cluster, this one's with them or not. */
    public static Broadcasts start(ActorSystem<?> system, Clock clock, TierSource tiers, Supplier<List<String>> nodes) {
        return new Broadcasts(system, clock, tiers, nodes);
    }

    /** This node's address, as a grant's `origin`. */
    public String here() {
        return here;
    }

    /**
     * Whether such an upload would be heard: raw sound is so only where this node can encode it. One that resumes another has
     * the other's place.
     */
    public boolean takes(RoomId room, SoundFormat.Codec codec) {
        Upload.Door before = raw.get(room);
        return codec == SoundFormat.Codec.OPUS || tiers.hasPlaceForRaw() || (before != null && !before.isClosed());
    }

    /** The grant's origin is this node. Whatever upload the room had before ends, wherever it is. */
    public Upload upload(Grant grant, SoundFormat format, Latency latency, HostSide host) {
        Upload.Door door = new Upload.Door();
        raw.values().removeIf(Upload.Door::isClosed);
        if (format.codec() == SoundFormat.Codec.PCM) {
            raw.put(grant.room(), door);
        }
        ActorRef<OriginCommand> origin = system.systemActorOf(
                Origin.create(grant, format, latency, new Origin.Surroundings(clock, tiers, host, door)),
                DESK + "-" + uploads.incrementAndGet(),
                Props.empty());
        desk.tell(new DeskCommand.Opened(grant, origin));
        return new Upload(new UploadGate(format, grant.epoch(), clock.nowUs()), clock, origin, door);
    }

    /** From now on, with what is still to be heard. A grant older than one known here is as good as the newest. */
    public Listening listen(Grant grant, Listener listener, Quality quality) {
        desk.tell(new Hearing.Begin(grant, listener, quality));
        return new Listening(grant.room(), listener, desk);
    }

    /** To the desk at an address. What cannot be delivered is lost, and whoever needs an answer asks again. */
    private void post(String address, DeskCommand message) {
        Adapter.toClassic(system)
                .actorSelection(address + "/system/" + DESK)
                .tell(message, org.apache.pekko.actor.ActorRef.noSender());
    }
}

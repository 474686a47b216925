package tutti.engine.audio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One tier of a room's sound on this node: packets come in, frames for all guests go out and stay for a while. */
final class Line {
    /** Beside what is still to be heard: for who comes back and for what a clock may be wrong. */
    private static final long KEPT_US = 3_000_000;

    /** After what a frame takes to fill; more, and it is not a late packet but none. */
    private static final long STALLED_US = 40_000;

    private static final long NOTHING = Long.MIN_VALUE / 2;

    private final Tier tier;
    private final SoundRing<GuestFrame> ring = new SoundRing<>(KEPT_US);
    private final FrameCutter cutter;
    private long newestSeq = NOTHING;
    private long newestUs;
    private long silentUs;

    Line(Tier tier) {
        this.tier = tier;
        this.cutter = new FrameCutter(tier);
    }

    /** The packet's instants are in our clock. Of the past: no frames. */
    List<GuestFrame> add(SoundPacket packet, long nowUs) {
        if (packet.seq() <= newestSeq) {
            return List.of();
        }
        newestSeq = packet.seq();
        newestUs = nowUs;
        silentUs = packet.silentUs();
        return keep(cutter.add(packet), nowUs);
    }

    /** What waits in vain for a frame to fill. */
    List<GuestFrame> stalled(long nowUs) {
        if (nowUs - newestUs < tier.packetsPerFrame() * SoundFormat.PACKET_US + STALLED_US) {
            return List.of();
        }
        return rest(nowUs);
    }

    /** What waits for a frame to fill, as it is. */
    List<GuestFrame> rest(long nowUs) {
        @Nullable GuestFrame frame = cutter.cut();
        return frame == null ? List.of() : keep(List.of(frame), nowUs);
    }

    /** What there was is not heard again, and the next packet is the first, whatever its number. */
    void forget() {
        cutter.cut();
        ring.clear();
        newestSeq = NOTHING;
        silentUs = 0;
    }

    /** Nothing comes of what is left out: a tier that begins with that packet is not behind. */
    void goOnAt(long seq) {
        newestSeq = Math.max(newestSeq, seq - 1);
    }

    SoundRing<GuestFrame> ring() {
        return ring;
    }

    long newestSeq() {
        return newestSeq;
    }

    /** When the last of it has been heard. */
    long silentUs() {
        return silentUs;
    }

    private List<GuestFrame> keep(List<GuestFrame> frames, long nowUs) {
        frames.forEach(frame -> ring.add(frame, nowUs));
        return frames;
    }
}

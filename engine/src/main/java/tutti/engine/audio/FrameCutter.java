package tutti.engine.audio;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one tier into frames for guests. Frames end on whole multiples, so that they are the same on every node; and
 * earlier where the sound is not of one piece, or does not go on for a moment.
 */
final class FrameCutter {
    /** A frame tells one instant for all its packets; so far the others may be off, and a guest's ear with them. */
    private static final long ASTRAY_US_MAX = 10_000;

    private final Tier tier;
    private final List<SoundPacket> waiting = new ArrayList<>();
    private @Nullable SoundPacket last;
    private int flags;

    FrameCutter(Tier tier) {
        this.tier = tier;
    }

    /** None, one, or two: what was waiting before a hole, and a packet that fills a frame alone. */
    List<GuestFrame> add(SoundPacket packet) {
        List<GuestFrame> frames = new ArrayList<>(2);
        SoundPacket before = last;
        int broken = before == null ? AudioFrame.FIRST | AudioFrame.DISCONTINUITY : breakBetween(before, packet);
        boolean straight = before != null && broken == 0 && isStraight(before, packet);
        if (!straight) {
            addIfAny(frames, cut());
        }
        flags |= broken;
        waiting.add(packet);
        last = packet;
        if ((packet.seq() + 1) % tier.packetsPerFrame() == 0) {
            addIfAny(frames, cut());
        }
        return frames;
    }

    /** What waits, now: nothing more came for a while. */
    @Nullable
    GuestFrame cut() {
        if (waiting.isEmpty()) {
            return null;
        }
        SoundPacket first = waiting.getFirst();
        List<ByteString> packets = waiting.stream().map(SoundPacket::bytes).toList();
        AudioFrame frame = new AudioFrame(
                AudioFrame.Kind.OPUS,
                flags,
                tier.wire(),
                Serial.wire(first.epoch()),
                Serial.wire(first.seq()),
                first.heardUs(),
                packets);
        waiting.clear();
        flags = 0;
        return new GuestFrame(tier, first.seq(), packets.size(), first.heardUs(), frame.encode());
    }

    private static int breakBetween(SoundPacket before, SoundPacket packet) {
        if (packet.epoch() != before.epoch()) {
            return AudioFrame.FIRST | AudioFrame.DISCONTINUITY;
        }
        return packet.seq() == before.seq() + 1 ? 0 : AudioFrame.DISCONTINUITY;
    }

    /** Each change of the playout delay, or of what is known of a clock, is small; a frame must not add them up. */
    private boolean isStraight(SoundPacket before, SoundPacket packet) {
        SoundPacket first = waiting.isEmpty() ? before : waiting.getFirst();
        long expectedUs = first.heardUs() + (packet.seq() - first.seq()) * SoundFormat.PACKET_US;
        return Math.abs(packet.heardUs() - expectedUs) <= ASTRAY_US_MAX;
    }

    private static void addIfAny(List<GuestFrame> frames, @Nullable GuestFrame frame) {
        if (frame != null) {
            frames.add(frame);
        }
    }
}

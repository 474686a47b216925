package tutti.engine.audio;

import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** What guests get of one tier in one go: encoded once on a node, and the same bytes for everyone. */
final class GuestFrame implements SoundRing.Piece {
    private final Tier tier;
    private final long firstSeq;
    private final int packets;
    private final long heardUs;
    private final ByteString bytes;
    /** The one other that is asked for again and again: when a node's guests all come back at once. */
    private @Nullable ByteString replayed;

    GuestFrame(Tier tier, long firstSeq, int packets, long heardUs, ByteString bytes) {
        this.tier = tier;
        this.firstSeq = firstSeq;
        this.packets = packets;
        this.heardUs = heardUs;
        this.bytes = bytes;
    }

    Tier tier() {
        return tier;
    }

    int packets() {
        return packets;
    }

    long heardUs() {
        return heardUs;
    }

    ByteString bytes() {
        return bytes;
    }

    ByteString replayed() {
        ByteString made = replayed;
        if (made == null) {
            made = flagged(AudioFrame.REPLAY);
            replayed = made;
        }
        return made;
    }

    ByteString flagged(int flag) {
        byte[] copy = bytes.toArray();
        copy[AudioFrame.FLAGS_AT] |= (byte) flag;
        return ByteString.fromArrayUnsafe(copy);
    }

    @Override
    public long firstSeq() {
        return firstSeq;
    }

    @Override
    public long lastSeq() {
        return firstSeq + packets - 1;
    }

    @Override
    public long silentUs() {
        return heardUs + packets * SoundFormat.PACKET_US;
    }
}

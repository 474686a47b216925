package tutti.engine.audio;

import org.apache.pekko.util.ByteString;

/** 20 ms of sound in one tier: both instants are of its first sample, by the clock of the node that has it. */
public record SoundPacket(Tier tier, long epoch, long seq, long capturedUs, long heardUs, ByteString bytes)
        implements SoundRing.Piece {
    @Override
    public long firstSeq() {
        return seq;
    }

    @Override
    public long lastSeq() {
        return seq;
    }

    @Override
    public long silentUs() {
        return heardUs + SoundFormat.PACKET_US;
    }

    SoundPacket byClockThatIs(long behindUs) {
        return behindUs == 0
                ? this
                : new SoundPacket(tier, epoch, seq, capturedUs - behindUs, heardUs - behindUs, bytes);
    }
}

package tutti.engine.audio;

import java.util.Arrays;
import java.util.List;
import org.apache.pekko.util.ByteString;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;

/** Sound as a host might send it, for tests. The bytes look like Opus and say nothing. */
final class Sounds {
    static final RoomId ROOM = new RoomId("friday-music");
    static final BroadcastId LIVE = new BroadcastId("live-0001");
    static final SoundFormat OPUS = new SoundFormat(SoundFormat.Codec.OPUS, 48_000, 2, 128);
    static final SoundFormat RAW = new SoundFormat(SoundFormat.Codec.PCM, 48_000, 2, 1_536);

    /** Stereo, music, full band, 20 ms, one frame. */
    static final int TOC = 31 << 3 | 0b100;

    private Sounds() {}

    static ByteString packet(long seq, int bytes) {
        byte[] packet = new byte[bytes];
        Arrays.fill(packet, (byte) seq);
        packet[0] = (byte) TOC;
        return ByteString.fromArrayUnsafe(packet);
    }

    static ByteString upload(Tier tier, long epoch, long seq, long ptsUs) {
        return frame(AudioFrame.Kind.OPUS, tier, epoch, seq, ptsUs, uploaded(tier, epoch, seq));
    }

    /** Nowhere like those of another tier, or of another upload. */
    static ByteString uploaded(Tier tier, long epoch, long seq) {
        return packet(100 * epoch + seq, tier.bitrateKbps() * 5 / 2);
    }

    static ByteString frame(AudioFrame.Kind kind, Tier tier, long epoch, long seq, long ptsUs, ByteString... packets) {
        return new AudioFrame(kind, 0, tier.wire(), epoch, Serial.wire(seq), ptsUs, List.of(packets)).encode();
    }

    static SoundPacket sound(Tier tier, long epoch, long seq, long heardUs) {
        return new SoundPacket(tier, epoch, seq, heardUs - 400_000, heardUs, packet(seq, 100));
    }
}

package tutti.engine.audio;

import java.nio.ByteBuffer;
import org.apache.pekko.serialization.JSerializer;
import org.apache.pekko.util.ByteString;

/** A packet from node to node: its numbers and its bytes. As CBOR it would carry the names of its fields fifty times a second. */
public final class SoundSerializer extends JSerializer {
    private static final int IDENTIFIER = 4_800;
    private static final int HEAD_BYTES = 5 * Long.BYTES + 1;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public byte[] toBinary(Object message) {
        FromOrigin.Packet packet = (FromOrigin.Packet) message;
        SoundPacket sound = packet.sound();
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES + sound.bytes().size());
        buffer.putLong(packet.index())
                .putLong(sound.epoch())
                .putLong(sound.seq())
                .putLong(sound.capturedUs())
                .putLong(sound.heardUs())
                .put((byte) sound.tier().wire());
        sound.bytes().copyToBuffer(buffer);
        return buffer.array();
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long index = buffer.getLong();
        long epoch = buffer.getLong();
        long seq = buffer.getLong();
        long capturedUs = buffer.getLong();
        long heardUs = buffer.getLong();
        Tier tier = Tier.ofWire(buffer.get());
        if (tier == null) {
            throw new IllegalArgumentException("a packet of no tier");
        }
        byte[] opus = new byte[buffer.remaining()];
        buffer.get(opus);
        return new FromOrigin.Packet(
                index, new SoundPacket(tier, epoch, seq, capturedUs, heardUs, ByteString.fromArrayUnsafe(opus)));
    }
}

package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A packet on its way to another node")
class SoundSerializerTest {
    private final ActorTestKit kit = ActorTestKit.create();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void is_what_it_was_and_little_larger_than_its_sound() throws Exception {
        FromOrigin.Packet packet = new FromOrigin.Packet(
                7,
                new SoundPacket(Tier.LOW, 4_000_000_000L, 1L << 40, -5, 1_795_000_000_123_456L, Sounds.packet(3, 80)));
        Serialization serialization = SerializationExtension.get(kit.system());

        byte[] bytes = serialization.serialize(packet).get();

        assertThat(serialization.findSerializerFor(packet)).isInstanceOf(SoundSerializer.class);
        assertThat(bytes).hasSize(80 + 41);
        assertThat(serialization.findSerializerFor(packet).fromBinary(bytes, FromOrigin.Packet.class))
                .isEqualTo(packet);
    }
}

package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A beat on its way to another node")
class BeatTest {
    private static final ObjectMapper CBOR = new CBORMapper();

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<FromOrigin> node = kit.createTestProbe();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void tells_the_delay_that_its_guests_have() throws Exception {
        assertThat(arrived(beat(800), tree -> {})).isEqualTo(beat(800));
        assertThat(arrived(beat(null), tree -> {})).isEqualTo(beat(null));
    }

    @Test
    void tells_none_when_it_is_of_an_older_node() throws Exception {
        assertThat(arrived(beat(800), tree -> tree.remove("heardDelayMs"))).isEqualTo(beat(null));
    }

    @Test
    void may_tell_an_older_node_what_that_does_not_know() throws Exception {
        assertThat(arrived(beat(800), tree -> tree.put("ofLater", 7))).isEqualTo(beat(800));
    }

    private FromNode.Beat beat(Integer heardDelayMs) {
        return new FromNode.Beat(
                Sounds.ROOM,
                Sounds.LIVE,
                node.ref(),
                Set.of(Tier.HIGH),
                true,
                1_795_000_000_000_000L,
                FromNode.Audience.NONE,
                heardDelayMs);
    }

    private Object arrived(FromNode.Beat beat, Consumer<ObjectNode> onTheWay) throws Exception {
        Serialization serialization = SerializationExtension.get(kit.system());
        var serializer = serialization.findSerializerFor(beat);
        ObjectNode tree =
                (ObjectNode) CBOR.readTree(serialization.serialize(beat).get());
        onTheWay.accept(tree);
        return serialization
                .deserialize(
                        CBOR.writeValueAsBytes(tree),
                        serializer.identifier(),
                        Serializers.manifestFor(serializer, beat))
                .get();
    }
}

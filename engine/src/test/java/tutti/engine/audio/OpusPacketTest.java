package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An Opus packet")
class OpusPacketTest {
    @Test
    void fits_when_it_is_of_20_ms_in_one_frame() {
        List<Integer> fitting = new ArrayList<>();
        for (int configuration = 0; configuration < 32; configuration++) {
            if (OpusPacket.fits(of(configuration << 3, 100), Tier.HIGH, 2)) {
                fitting.add(configuration);
            }
        }

        assertThat(fitting).containsExactly(1, 5, 9, 13, 15, 19, 23, 27, 31);
        for (int code = 1; code < 4; code++) {
            assertThat(OpusPacket.fits(of(Sounds.TOC | code, 100), Tier.HIGH, 2))
                    .isFalse();
        }
    }

    @Test
    void may_be_mono_where_stereo_was_announced_and_not_the_other_way_round() {
        assertThat(OpusPacket.fits(of(31 << 3, 100), Tier.HIGH, 2)).isTrue();
        assertThat(OpusPacket.fits(of(Sounds.TOC, 100), Tier.HIGH, 1)).isFalse();
    }

    @Test
    void is_no_larger_than_its_tier_allows() {
        assertThat(Tier.HEARD).extracting(OpusPacket::bytesMax).containsExactly(800, 400, 200);
        assertThat(OpusPacket.fits(of(Sounds.TOC, 200), Tier.LOW, 2)).isTrue();
        assertThat(OpusPacket.fits(of(Sounds.TOC, 201), Tier.LOW, 2)).isFalse();
        assertThat(OpusPacket.fits(ByteString.emptyByteString(), Tier.LOW, 2)).isFalse();
    }

    private static ByteString of(int toc, int bytes) {
        byte[] packet = new byte[bytes];
        packet[0] = (byte) toc;
        return ByteString.fromArray(packet);
    }
}

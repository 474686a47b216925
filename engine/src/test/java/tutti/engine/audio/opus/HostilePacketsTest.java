package tutti.engine.audio.opus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.audio.OpusPacket;
import tutti.engine.audio.Tier;

/** The same 20,000 each time. */
@DisplayName("Hostile packets")
class HostilePacketsTest {
    private static final int PACKETS = 20_000;
    private static final int WARM = 4_000;
    /**
     * Between the first reading and the second 4 MB come in, and about as much goes out: whoever kept packets or pages would
     * have grown by that, and whoever kept a replaced decoder by 29 KB each time.
     */
    private static final long GROWN_MAX = 1_000_000;

    private final Random random = new Random(20_260_102);
    private final List<ByteString> genuine = Music.ofSeconds(4).opus();

    private int made;

    @Test
    void break_neither_a_transcoder_nor_an_ogg_and_make_neither_grow() {
        Transcoder stereo = Transcoder.ofOpus(2);
        Transcoder mono = Transcoder.ofOpus(1);
        OggOpus ogg = new OggOpus(1, 2);
        long warmBytes = 0;

        for (int i = 0; i < PACKETS; i++) {
            TimedPacket packet = packet(i);
            if (i % 500 == 0) {
                stereo.want(EnumSet.of(Tier.HEARD.get(random.nextInt(3))));
                mono.want(EnumSet.of(Tier.HEARD.get(random.nextInt(3))));
            }
            (i % 4 == 0 ? mono : stereo).hear(packet, this::made);
            assertThat(ogg.hear(packet.seq(), packet.bytes())).hasSizeLessThan(12);
            if (i == WARM) {
                warmBytes = usedBytes();
            }
        }

        long grown = usedBytes() - warmBytes;
        assertThat(grown).isLessThan(GROWN_MAX);
        assertThat(stereo.tally().heard() + mono.tally().heard()).isEqualTo(PACKETS);
        assertThat(stereo.tally().late()).isLessThan(PACKETS / 20);
        assertThat(stereo.tally().malformed()).isPositive();
        assertThat(made).isGreaterThan(PACKETS);
        assertThat(ogg.end().size()).isPositive();
    }

    private void made(TranscodedPacket packet) {
        assertThat(packet.bytes().size()).isBetween(1, OpusPacket.BYTES_MAX);
        made++;
    }

    /** Mostly in a row, so that what is broken meets a decoder that has something to lose. */
    private TimedPacket packet(int i) {
        long epoch = random.nextInt(500) == 0 ? random.nextLong() : i / 2_000;
        long seq = switch (random.nextInt(100)) {
            case 0 -> random.nextInt();
            case 1 -> i + random.nextInt(8);
            default -> i;
        };
        return new TimedPacket(epoch, seq, ByteString.fromArray(bytes()));
    }

    private byte[] bytes() {
        return switch (random.nextInt(4)) {
            case 0 -> anything();
            case 1 -> anythingThatLasts20Ms();
            case 2 -> flipped();
            default -> cut();
        };
    }

    private byte[] anything() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 4_000 : 400)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] anythingThatLasts20Ms() {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(4) == 0 ? 1_275 : 300)];
        random.nextBytes(bytes);
        int[] configs = {1, 5, 9, 13, 15, 19, 23, 27, 31};
        bytes[0] = (byte) (configs[random.nextInt(configs.length)] << 3 | random.nextInt(2) << 2);
        return bytes;
    }

    private byte[] flipped() {
        byte[] bytes = some().toArray();
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] cut() {
        ByteString packet = some();
        List<Byte> bytes = new ArrayList<>();
        for (int at = 0; at < packet.size(); at++) {
            if (random.nextInt(40) != 0) {
                bytes.add(packet.apply(at));
            }
        }
        byte[] cut = new byte[random.nextInt(bytes.size() + 1)];
        for (int at = 0; at < cut.length; at++) {
            cut[at] = bytes.get(at);
        }
        return cut;
    }

    private ByteString some() {
        return genuine.get(random.nextInt(genuine.size()));
    }

    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int times = 0; times < 3; times++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}

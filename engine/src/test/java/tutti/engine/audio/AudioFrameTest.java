package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An audio frame")
class AudioFrameTest {
    private static final AudioFrame FRAME = new AudioFrame(
            AudioFrame.Kind.OPUS,
            AudioFrame.FIRST | AudioFrame.DISCONTINUITY,
            1,
            4_000_000_000L,
            3_999_999_999L,
            1_795_000_000_123_456L,
            List.of(bytes(0xFC, 1, 2, 3), bytes(0xFC, 9)));

    @Test
    void is_read_as_it_was_written() {
        assertThat(AudioFrame.decode(FRAME.encode())).isEqualTo(FRAME);
    }

    @Test
    void has_the_bytes_that_the_page_writes() {
        assertThat(HexFormat.of().formatHex(FRAME.encode().toArray()))
                .isEqualTo(
                        "10050102" + "ee6b2800" + "ee6b27ff" + "0006608b01611240" + "00040002" + "fc010203" + "fc09");
    }

    @Test
    void may_be_an_end_without_packets() {
        AudioFrame end = new AudioFrame(AudioFrame.Kind.END, 0, 0, 7, 9, -1, List.of());

        assertThat(AudioFrame.decode(end.encode())).isEqualTo(end);
    }

    @Test
    void is_none_when_anything_in_it_is_not_as_it_says() {
        assertThat(AudioFrame.decode(ByteString.emptyByteString())).isNull();
        for (int length = 0; length < FRAME.encode().size(); length++) {
            assertThat(AudioFrame.decode(FRAME.encode().take(length))).isNull();
        }
        assertThat(AudioFrame.decode(FRAME.encode().concat(bytes(0)))).isNull();
        assertThat(changed(bytes -> set(bytes, 0, 0x20))).isNull();
        assertThat(changed(bytes -> set(bytes, 3, 0))).isNull();
        assertThat(changed(bytes -> set(bytes, 3, 9))).isNull();
        assertThat(changed(bytes -> set(bytes, 21, 0))).isNull();
        assertThat(AudioFrame.decode(with(List.of(ByteString.emptyByteString()))))
                .isNull();
        assertThat(AudioFrame.decode(with(Collections.nCopies(9, bytes(1))))).isNull();
        assertThat(AudioFrame.decode(with(List.of(ByteString.fromArray(new byte[4_001])))))
                .isNull();
    }

    @Test
    void is_never_more_than_a_frame_or_none_whatever_the_bytes_are() {
        Random random = new Random(42);
        for (int each = 0; each < 100_000; each++) {
            byte[] bytes = each % 2 == 0
                    ? new byte[random.nextInt(60)]
                    : FRAME.encode().toArray();
            if (each % 2 == 0) {
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }

            AudioFrame frame = AudioFrame.decode(ByteString.fromArray(bytes));

            if (frame != null) {
                assertThat(frame.encode().toArray()).isEqualTo(bytes);
            }
        }
    }

    private static AudioFrame changed(UnaryOperator<byte[]> change) {
        return AudioFrame.decode(
                ByteString.fromArray(change.apply(FRAME.encode().toArray())));
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static ByteString with(List<ByteString> packets) {
        return new AudioFrame(AudioFrame.Kind.OPUS, 0, 0, 1, 1, 1, packets).encode();
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return ByteString.fromArray(bytes);
    }
}

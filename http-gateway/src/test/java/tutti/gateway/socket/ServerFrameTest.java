package tutti.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A frame of a server")
class ServerFrameTest {
    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0, 2", "1, 2", "125, 2", "126, 4", "65535, 4", "65536, 10", "200000, 10"})
    void says_how_long_it_is_and_then_what_it_carries(int length, int headLength) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);

        byte[] frame = ServerFrame.whole(ServerFrame.BINARY, ByteString.fromArray(payload));

        assertThat(frame).hasSize(headLength + length);
        ByteBuffer read = ByteBuffer.wrap(frame);
        assertThat(read.get()).isEqualTo((byte) 0x82);
        assertThat(lengthIn(read)).isEqualTo(length);
        assertThat(read.position()).isEqualTo(headLength);
        assertThat(ByteString.fromByteBuffer(read)).isEqualTo(ByteString.fromArray(payload));
    }

    @ParameterizedTest(name = "{0} bytes of {1}")
    @CsvSource({"0, 5", "3, 125", "100, 126", "0, 65536", "10, 5000000000"})
    void may_begin_with_fewer_bytes_than_it_has(int here, long length) {
        ByteBuffer begun = ServerFrame.begun(false, ServerFrame.TEXT, length, ByteString.fromArray(new byte[here]));

        assertThat(begun.get()).isEqualTo((byte) 0x01);
        assertThat(lengthIn(begun)).isEqualTo(length);
        assertThat(begun.remaining()).isEqualTo(here);
    }

    /** As RFC 6455 §5.2 has it; without a mask. */
    private static long lengthIn(ByteBuffer frame) {
        int said = frame.get();
        return switch (said) {
            case 126 -> Short.toUnsignedInt(frame.getShort());
            case 127 -> frame.getLong();
            default -> said;
        };
    }
}

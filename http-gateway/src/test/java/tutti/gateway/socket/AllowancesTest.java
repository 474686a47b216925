package tutti.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.gateway.GatewaySettings;
import tutti.gateway.wire.Decoded;

@DisplayName("What a socket may send, as it is set")
class AllowancesTest {
    private static final long PACKET_US = 20_000;
    /** 20 ms of 48 kHz, stereo, 16 bit, with the head of its frame. */
    private static final Incoming.Frame RAW = sound(3_862, 0);

    private final Allowances allowances =
            new Allowances(GatewaySettings.from(ConfigFactory.load()).socket().limits(), 0);

    @Test
    void is_enough_for_raw_sound_all_evening() {
        for (long us = 0; us < 60L * 60 * 1_000_000; us += PACKET_US) {
            assertThat(allowances.take(sound(RAW.bytes(), us))).isEmpty();
        }
    }

    @Test
    void is_enough_for_what_waited_while_a_wire_was_broken() {
        for (long us = 0; us < 10_000_000; us += PACKET_US) {
            assertThat(allowances.take(sound(RAW.bytes(), 10_000_000))).isEmpty();
        }
        for (long us = 10_000_000; us < 60_000_000; us += PACKET_US) {
            assertThat(allowances.take(sound(RAW.bytes(), us))).isEmpty();
        }
    }

    @Test
    void is_not_enough_for_twice_as_much() {
        int taken = 0;
        for (long us = 0; us < 600_000_000; us += PACKET_US / 2) {
            taken += allowances.take(sound(RAW.bytes(), us)).isEmpty() ? 1 : 0;
        }

        assertThat(taken).isBetween(30_000, 45_000);
    }

    @Test
    void cannot_be_set_to_less_than_a_host_sends() {
        assertThatThrownBy(() -> GatewaySettings.from(
                        ConfigFactory.parseString("tutti.gateway.limits.sound-bytes.per-second = 100k")
                                .withFallback(ConfigFactory.load())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sound-bytes.per-second");
    }

    private static Incoming.Frame sound(int bytes, long atUs) {
        return new Incoming.Frame(new Decoded.Sound(ByteString.emptyByteString()), atUs, bytes);
    }
}

package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A number on the wire")
class SerialTest {
    @Test
    void stands_for_the_nearest_that_looks_like_it() {
        assertThat(Serial.near(100, 101)).isEqualTo(101);
        assertThat(Serial.near(100, 99)).isEqualTo(99);
        assertThat(Serial.near(0xFFFF_FFFFL, 0)).isEqualTo(0x1_0000_0000L);
        assertThat(Serial.near(0x1_0000_0000L, 0xFFFF_FFFFL)).isEqualTo(0xFFFF_FFFFL);
        assertThat(Serial.near(0, 0x8000_0000L)).isEqualTo(0x8000_0000L);
    }

    @Test
    void goes_round_after_32_bits() {
        assertThat(Serial.wire(0x1_0000_0005L)).isEqualTo(5);
        assertThat(Serial.near(0x7_FFFF_FFF0L, Serial.wire(0x8_0000_0010L))).isEqualTo(0x8_0000_0010L);
    }
}

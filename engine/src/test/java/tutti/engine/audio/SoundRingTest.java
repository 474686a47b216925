package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.audio.Sounds.sound;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ring of what was sent")
class SoundRingTest {
    private final SoundRing<SoundPacket> ring = new SoundRing<>(3_000_000);

    @Test
    void has_all_that_is_still_to_be_heard() {
        for (long seq = 0; seq < 100; seq++) {
            ring.add(sound(Tier.HIGH, 1, seq, seq * 20_000 + 400_000), seq * 20_000);
        }

        assertThat(ring.stillToBeHeard(1_980_000))
                .extracting(SoundPacket::seq)
                .startsWith(79L)
                .endsWith(99L);
        assertThat(ring.from(95)).extracting(SoundPacket::seq).containsExactly(95L, 96L, 97L, 98L, 99L);
    }

    @Test
    void lets_go_of_what_was_heard_long_ago_and_never_grows_past_ten_seconds() {
        for (long seq = 0; seq < 1_000; seq++) {
            ring.add(sound(Tier.HIGH, 1, seq, seq * 20_000), seq * 20_000);
        }
        assertThat(ring.from(0)).hasSize(152);

        for (long seq = 1_000; seq < 2_000; seq++) {
            ring.add(sound(Tier.HIGH, 1, seq, Long.MAX_VALUE / 2), 20_000_000);
        }
        assertThat(ring.from(0)).hasSize(500);
    }

    @Test
    void marks_what_it_repeats_and_leaves_the_rest_of_the_bytes() {
        FrameCutter cutter = new FrameCutter(Tier.PCM);
        GuestFrame frame = cutter.add(sound(Tier.PCM, 1, 5, 1_000)).getFirst();

        AudioFrame repeated = AudioFrame.decode(frame.replayed());

        assertThat(repeated.flags()).isEqualTo(AudioFrame.REPLAY | AudioFrame.FIRST | AudioFrame.DISCONTINUITY);
        assertThat(frame.replayed()).isSameAs(frame.replayed());
        assertThat(AudioFrame.decode(frame.bytes()).flags() & AudioFrame.REPLAY).isZero();
        assertThat(repeated.packets())
                .isEqualTo(AudioFrame.decode(frame.bytes()).packets());
    }
}

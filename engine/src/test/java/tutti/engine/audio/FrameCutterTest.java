package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.audio.Sounds.sound;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cutter of frames")
class FrameCutterTest {
    private static final long HEARD_US = 1_795_000_000_000_000L;

    private final FrameCutter cutter = new FrameCutter(Tier.MEDIUM);
    private final List<AudioFrame> cut = new ArrayList<>();

    @Test
    void puts_as_many_packets_into_a_frame_as_the_tier_has() {
        for (long seq = 0; seq < 6; seq++) {
            add(seq, 0);
        }

        assertThat(cut).extracting(AudioFrame::seq).containsExactly(0L, 3L);
        assertThat(cut).extracting(frame -> frame.packets().size()).containsExactly(3, 3);
        assertThat(cut).extracting(AudioFrame::ptsUs).containsExactly(HEARD_US, HEARD_US + 60_000);
        assertThat(cut).extracting(AudioFrame::flags).containsExactly(AudioFrame.FIRST | AudioFrame.DISCONTINUITY, 0);
    }

    @Test
    void ends_frames_on_the_same_numbers_wherever_it_began() {
        for (long seq = 1; seq < 6; seq++) {
            add(seq, 0);
        }

        assertThat(cut).extracting(AudioFrame::seq).containsExactly(1L, 3L);
    }

    @Test
    void cuts_before_a_hole_and_marks_what_comes_after_it() {
        add(0, 0);
        add(4, 0);
        add(5, 0);

        assertThat(cut).extracting(AudioFrame::seq).containsExactly(0L, 4L);
        assertThat(cut.getLast().flags()).isEqualTo(AudioFrame.DISCONTINUITY);
        assertThat(cut.getLast().packets()).hasSize(2);
    }

    @Test
    void cuts_where_the_instants_do_not_go_on_evenly() {
        add(0, 0);
        add(1, 50_000);
        add(2, 50_000);

        assertThat(cut).extracting(AudioFrame::ptsUs).containsExactly(HEARD_US, HEARD_US + 70_000);
        assertThat(cut.getLast().flags()).isZero();
    }

    @Test
    void begins_anew_with_another_epoch() {
        add(0, 0);
        keep(cutter.add(sound(Tier.MEDIUM, 2, 1, HEARD_US + 20_000)));
        keep(cutter.add(sound(Tier.MEDIUM, 2, 2, HEARD_US + 40_000)));

        assertThat(cut).extracting(AudioFrame::epoch).containsExactly(1L, 2L);
        assertThat(cut.getLast().flags()).isEqualTo(AudioFrame.FIRST | AudioFrame.DISCONTINUITY);
    }

    @Test
    void gives_away_what_it_has_when_nothing_more_comes() {
        add(0, 0);

        assertThat(cutter.cut().packets()).isEqualTo(1);
        assertThat(cutter.cut()).isNull();
        add(1, 0);
        add(2, 0);
        assertThat(cut).extracting(AudioFrame::seq).containsExactly(1L);
        assertThat(cut.getFirst().flags()).isZero();
    }

    private void add(long seq, long moreUs) {
        keep(cutter.add(sound(Tier.MEDIUM, 1, seq, HEARD_US + seq * 20_000 + moreUs)));
    }

    private void keep(List<GuestFrame> frames) {
        frames.forEach(frame -> cut.add(AudioFrame.decode(frame.bytes())));
    }
}

package tutti.engine.room.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.UserId;

@DisplayName("A timeline")
class TimelineTest {
    private static final UserId ANN = new UserId("ann-ann");
    private static final UserId BOB = new UserId("bob-bob");
    private static final Source FILM = new Source(Source.Kind.VIDEO, "/film", "Film", 120_000_000L, false);
    private static final long T0_US = 1_763_700_000_000_000L;

    private final Timeline fresh = Timeline.opened(FILM, Playback.pausedAt(0, T0_US), ANN);

    @Test
    void holds_what_was_until_the_change_everyone_makes_together() {
        Timeline played = fresh.play(ANN, new Cue(T0_US, 200_000));

        assertThat(played.holding(T0_US + 199_999).isPlaying()).isFalse();
        assertThat(played.holding(T0_US + 200_000).isPlaying()).isTrue();
        assertThat(played.positionUs(T0_US + 200_000)).isZero();
        assertThat(played.positionUs(T0_US + 1_200_000)).isEqualTo(1_000_000);
    }

    @Test
    void gives_a_joiner_what_holds_and_what_is_to_come_but_nothing_of_the_past() {
        Timeline played = fresh.play(ANN, new Cue(T0_US, 200_000));

        assertThat(played.settled(T0_US + 100_000).held()).isEqualTo(fresh.playback());
        assertThat(played.settled(T0_US + 200_000).held()).isNull();
        assertThat(played.settled(T0_US + 200_000).version()).isEqualTo(played.version());
    }

    @Test
    void stops_at_the_end_and_starts_over_when_played_there() {
        Timeline played = fresh.play(ANN, new Cue(T0_US, 0));
        long afterTheEndUs = T0_US + 500_000_000;

        Timeline again = played.play(BOB, new Cue(afterTheEndUs, 150_000));

        assertThat(played.positionUs(afterTheEndUs)).isEqualTo(120_000_000);
        assertThat(again.by()).isEqualTo(BOB);
        assertThat(again.playback()).isEqualTo(Playback.playingFrom(0, afterTheEndUs + 150_000));
    }

    @Test
    void is_the_same_when_asked_for_what_it_does_already() {
        Timeline played = fresh.play(ANN, new Cue(T0_US, 200_000));

        assertThat(played.play(BOB, new Cue(T0_US + 50_000, 200_000))).isSameAs(played);
        assertThat(fresh.pause(BOB, new Cue(T0_US, 200_000))).isSameAs(fresh);
        assertThat(fresh.rate(BOB, 1, new Cue(T0_US, 200_000))).isSameAs(fresh);
        assertThat(fresh.change(BOB, FILM, T0_US)).isSameAs(fresh);
    }

    @Test
    void waits_where_it_stands_and_begins_in_the_name_of_who_pressed_play() {
        Timeline waiting =
                fresh.seek(ANN, 30_000_000, new Cue(T0_US, 0)).await(BOB, new Cue(T0_US + 1_000_000, 200_000));

        Timeline begun = waiting.begin(new Cue(T0_US + 4_000_000, 200_000));

        assertThat(waiting.reason()).isEqualTo(Timeline.Reason.WAITING);
        assertThat(waiting.playback().isPlaying()).isFalse();
        assertThat(waiting.positionUs(T0_US + 3_000_000)).isEqualTo(30_000_000);
        assertThat(begun.by()).isEqualTo(BOB);
        assertThat(begun.reason()).isEqualTo(Timeline.Reason.PLAY);
        assertThat(begun.positionUs(T0_US + 5_200_000)).isEqualTo(31_000_000);
    }

    @Test
    void goes_on_waiting_through_a_seek_and_stops_waiting_when_paused() {
        Timeline waiting = fresh.await(ANN, new Cue(T0_US, 200_000));

        assertThat(waiting.seek(ANN, 5_000_000, new Cue(T0_US, 200_000)).waits())
                .isTrue();
        assertThat(waiting.rate(ANN, 1.5, new Cue(T0_US, 200_000)).waits()).isTrue();
        assertThat(waiting.pause(ANN, new Cue(T0_US, 200_000)).waits()).isFalse();
    }

    @Test
    void of_another_source_stands_at_its_start() {
        Timeline played = fresh.play(ANN, new Cue(T0_US, 200_000));
        Source other = new Source(Source.Kind.TRACK, "/track", "Track", 90_000_000L, true);

        Timeline changed = played.change(ANN, other, T0_US + 10_000_000);

        assertThat(changed.playback()).isEqualTo(Playback.pausedAt(0, T0_US + 10_000_000));
        assertThat(changed.held()).isNull();
        assertThat(changed.reason()).isEqualTo(Timeline.Reason.SOURCE);
    }

    @Test
    void goes_on_when_only_the_duration_of_its_source_becomes_known() {
        Source unmeasured = new Source(Source.Kind.VIDEO, "/film", "Film", null, false);
        Timeline played = fresh.change(ANN, unmeasured, T0_US).play(ANN, new Cue(T0_US, 0));

        Timeline measured = played.change(ANN, FILM, T0_US + 10_000_000);

        assertThat(measured.source()).isEqualTo(FILM);
        assertThat(measured.positionUs(T0_US + 12_000_000)).isEqualTo(12_000_000);
    }

    @Test
    void from_a_node_whose_clock_was_ahead_can_still_be_controlled() {
        Timeline fromElsewhere = Timeline.opened(FILM, Playback.pausedAt(0, T0_US + 60_000_000), ANN);

        Timeline played = fromElsewhere.play(ANN, new Cue(T0_US, 200_000));

        assertThat(played.playback().baseServerUs()).isEqualTo(T0_US + Cue.LEAD_MAX_US);
    }

    @Test
    void is_changed_as_far_ahead_as_the_room_is_slow_within_bounds() {
        assertThat(Cue.ahead(T0_US, 0).leadUs()).isEqualTo(150_000);
        assertThat(Cue.ahead(T0_US, 300_000).leadUs()).isEqualTo(400_000);
        assertThat(Cue.ahead(T0_US, 60_000_000).leadUs()).isEqualTo(1_000_000);
    }
}

package tutti.engine.room.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import tutti.engine.id.UserId;

@Label("A timeline")
class TimelinePropertiesTest {
    private static final UserId ANN = new UserId("ann-ann");
    private static final long START_US = 1_763_700_000_000_000L;

    /** One thing somebody does, so long after the thing before. */
    record Step(Kind kind, long afterUs, long leadUs, long mediaUs, double rate) {
        enum Kind {
            PLAY,
            PAUSE,
            SEEK,
            RATE,
            AWAIT,
            BEGIN
        }

        Timeline on(Timeline before, long nowUs) {
            Cue cue = new Cue(nowUs, leadUs);
            return switch (kind) {
                case PLAY -> before.play(ANN, cue);
                case PAUSE -> before.pause(ANN, cue);
                case SEEK -> before.seek(ANN, mediaUs, cue);
                case RATE -> before.rate(ANN, rate, cue);
                case AWAIT -> before.await(ANN, cue);
                case BEGIN -> before.begin(cue);
            };
        }
    }

    private record Reached(Timeline timeline, long nowUs) {
        static Reached by(Source source, List<Step> steps) {
            Timeline timeline = Timeline.opened(source, Playback.pausedAt(0, START_US), ANN);
            long nowUs = START_US;
            for (Step step : steps) {
                nowUs += step.afterUs();
                timeline = step.on(timeline, nowUs);
            }
            return new Reached(timeline, nowUs);
        }
    }

    @Property
    void is_always_within_its_media(
            @ForAll("sources") Source source,
            @ForAll("steps") List<Step> steps,
            @ForAll @LongRange(min = -10_000_000, max = 1_000_000_000_000L) long laterUs) {
        Reached reached = Reached.by(source, steps);

        long positionUs = reached.timeline().positionUs(reached.nowUs() + laterUs);

        assertThat(positionUs)
                .isBetween(0L, source.durationUs() == null ? Source.DURATION_US_MAX : source.durationUs());
        if (source.loop()) {
            assertThat(positionUs).isLessThan(source.durationUs());
        }
    }

    @Property
    void never_lowers_its_version_and_raises_it_with_every_change(
            @ForAll("sources") Source source, @ForAll("steps") List<Step> steps, @ForAll("step") Step step) {
        Reached before = Reached.by(source, steps);

        Timeline after = step.on(before.timeline(), before.nowUs());

        assertThat(after.version()).isEqualTo(before.timeline().version() + (after.equals(before.timeline()) ? 0 : 1));
    }

    @Property
    void stays_where_it_is_until_a_scheduled_change_takes_effect(
            @ForAll("sources") Source source, @ForAll("steps") List<Step> steps, @ForAll("step") Step step) {
        Reached before = Reached.by(source, steps);
        Timeline after = step.on(before.timeline(), before.nowUs());

        if (step.leadUs() > 0 && !after.waits()) {
            assertThat(after.positionUs(before.nowUs()))
                    .isEqualTo(before.timeline().positionUs(before.nowUs()));
        }
    }

    @Property
    void schedules_a_change_at_least_its_lead_ahead_and_never_before_one_that_is_to_come(
            @ForAll("sources") Source source, @ForAll("steps") List<Step> steps, @ForAll("step") Step step) {
        Reached before = Reached.by(source, steps);
        Timeline after = step.on(before.timeline(), before.nowUs());

        if (!after.equals(before.timeline()) && after.reason() != Timeline.Reason.WAITING) {
            assertThat(after.playback().baseServerUs())
                    .isGreaterThanOrEqualTo(before.nowUs() + step.leadUs())
                    .isGreaterThanOrEqualTo(before.timeline().playback().baseServerUs())
                    .isLessThanOrEqualTo(before.nowUs() + Cue.LEAD_MAX_US);
        }
    }

    @Property
    void does_not_jump_when_it_pauses_or_changes_its_rate(
            @ForAll("sources") Source source,
            @ForAll @LongRange(min = 0, max = 100_000_000) long playedUs,
            @ForAll @LongRange(min = 0, max = 1_000_000) long leadUs,
            @ForAll("rates") double rate) {
        Timeline playing = Timeline.opened(source, Playback.playingFrom(0, START_US), ANN);
        long nowUs = START_US + playedUs;
        long effectUs = nowUs + leadUs;

        Timeline paused = playing.pause(ANN, new Cue(nowUs, leadUs));
        Timeline faster = playing.rate(ANN, rate, new Cue(nowUs, leadUs));

        assertThat(paused.positionUs(effectUs)).isEqualTo(playing.positionUs(effectUs));
        assertThat(faster.positionUs(effectUs)).isEqualTo(playing.positionUs(effectUs));
        assertThat(paused.positionUs(effectUs + 5_000_000)).isEqualTo(paused.positionUs(effectUs));
    }

    @Property
    void runs_true_to_its_rate_between_its_ends(
            @ForAll("rates") double rate, @ForAll @LongRange(min = 0, max = 10_000_000) long laterUs) {
        Source film = new Source(Source.Kind.VIDEO, "/film", "Film", 3_600_000_000L, false);
        Timeline timeline = Timeline.opened(film, new Playback(true, 60_000_000, START_US, rate), ANN);

        assertThat(timeline.positionUs(START_US + laterUs)).isEqualTo(60_000_000 + Math.round(laterUs * rate));
    }

    @Property
    void of_a_loop_is_at_the_same_place_one_round_later(
            @ForAll @LongRange(min = 1, max = 600_000_000) long durationUs,
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long laterUs) {
        Source track = new Source(Source.Kind.TRACK, "/track", "Track", durationUs, true);
        Timeline timeline = Timeline.opened(track, Playback.playingFrom(0, START_US), ANN);

        assertThat(timeline.positionUs(START_US + laterUs + durationUs))
                .isEqualTo(timeline.positionUs(START_US + laterUs));
    }

    @Property
    void ends_where_the_last_seek_and_pause_meant_it_to_however_fast_they_came(
            @ForAll @LongRange(min = 0, max = 100_000_000) long toUs,
            @ForAll @LongRange(min = 0, max = 200_000) long betweenUs) {
        Source film = new Source(Source.Kind.VIDEO, "/film", "Film", 3_600_000_000L, false);
        Timeline playing = Timeline.opened(film, Playback.playingFrom(0, START_US), ANN);

        Timeline sought = playing.seek(ANN, toUs, new Cue(START_US, 200_000));
        Timeline paused = sought.pause(ANN, new Cue(START_US + betweenUs, 200_000));

        assertThat(paused.positionUs(START_US + 10_000_000)).isEqualTo(toUs + betweenUs);
    }

    @Provide
    Arbitrary<Source> sources() {
        Arbitrary<Long> durations = Arbitraries.longs().between(1, 10_000_000_000L);
        return Arbitraries.oneOf(
                durations.map(us -> new Source(Source.Kind.VIDEO, "/film", "Film", us, false)),
                durations.map(us -> new Source(Source.Kind.TRACK, "/track", "Track", us, true)),
                Arbitraries.just(new Source(Source.Kind.VIDEO, "/film", "Film", null, false)));
    }

    @Provide
    Arbitrary<Double> rates() {
        return Arbitraries.doubles().between(Playback.RATE_MIN, Playback.RATE_MAX);
    }

    @Provide
    Arbitrary<Step> step() {
        return Combinators.combine(
                        Arbitraries.of(Step.Kind.values()),
                        Arbitraries.longs().between(0, 20_000_000),
                        Arbitraries.longs().between(0, Cue.LEAD_MAX_US),
                        Arbitraries.longs().between(-1_000_000, 20_000_000_000L),
                        rates())
                .as(Step::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return step().list().ofMaxSize(12);
    }
}

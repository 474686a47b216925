package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

public record TimelineShape(
        Source.Kind kind,
        @Nullable String src,
        String title,
        @JsonProperty("isPlaying") boolean isPlaying,
        BigDecimal baseMediaTime,
        BigDecimal baseServerTime,
        double playbackRate,
        @Nullable BigDecimal duration,
        boolean loop,
        long version,
        @Nullable UserId by,
        Timeline.Reason reason) {

    /** What was decided last, though it may hold only from a moment to come. */
    public static TimelineShape of(Timeline timeline) {
        return of(timeline, timeline.playback(), timeline.version());
    }

    /** What holds now. While a change is still to come this has the version before it, so that the change is taken. */
    public static TimelineShape holding(Timeline timeline, long nowUs) {
        Timeline settled = timeline.settled(nowUs);
        return settled.held() == null ? of(settled) : of(settled, settled.held(), settled.version() - 1);
    }

    private static TimelineShape of(Timeline timeline, Playback playback, long version) {
        Source source = timeline.source();
        return new TimelineShape(
                source.kind(),
                source.src(),
                source.title(),
                playback.isPlaying(),
                Units.seconds(playback.baseMediaUs()),
                Units.ms(playback.baseServerUs()),
                playback.rate(),
                SourceShape.secondsOf(source.durationUs()),
                source.loop(),
                version,
                timeline.by(),
                timeline.reason());
    }
}

package tutti.gateway.wire;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.room.timeline.Source;

public record SourceShape(
        Source.Kind kind,
        @Nullable String src,
        @Nullable String title,
        @Nullable BigDecimal duration,
        @Nullable Boolean loop) {

    /** Null while the room has nothing to play. */
    public static @Nullable SourceShape of(Source source) {
        return source.equals(Source.NOTHING)
                ? null
                : new SourceShape(
                        source.kind(), source.src(), source.title(), secondsOf(source.durationUs()), source.loop());
    }

    /** Throws IllegalArgumentException for what no room may play. */
    public Source toSource() {
        return new Source(
                Checks.present(kind, "kind"),
                src,
                Objects.requireNonNullElse(title, "").strip(),
                duration == null ? null : Units.us(Checks.within(duration.doubleValue(), 0, SECONDS_MAX, "duration")),
                Boolean.TRUE.equals(loop));
    }

    static final double SECONDS_MAX = Source.DURATION_US_MAX / 1e6;

    static @Nullable BigDecimal secondsOf(@Nullable Long us) {
        return us == null ? null : Units.seconds(us);
    }
}

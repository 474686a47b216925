package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Ban;

/** Who may not come in, and by which name they were there: that it is a whole network, but not which. */
public record BanShape(
        UserId userId,
        Ban.Kind kind,
        boolean network,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long untilServerTime,
        @Nullable DisplayName name) {
    public static BanShape of(Ban ban) {
        return new BanShape(ban.user(), ban.kind(), ban.network() != null, ban.untilMs(), ban.name());
    }
}

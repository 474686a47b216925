package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Control;

/** Who has control besides the host, until when, and who waits for it, first come first. */
public record ControlShape(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UserId userId,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal untilServerTime,
        List<UserId> requests) {
    public static ControlShape of(Control control) {
        Control.Lease lease = control.lease();
        Long untilUs = lease == null ? null : lease.untilUs();
        return new ControlShape(
                lease == null ? null : lease.holder(), untilUs == null ? null : Units.ms(untilUs), control.requests());
    }
}

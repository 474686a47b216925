package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;

/** Who did what. `by` is null where time did it. */
public record ActivityShape(
        long entry,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UserId by,
        Deed what,
        @Nullable UserId about,
        BigDecimal serverTime,
        boolean undoable) {
    public static ActivityShape of(Entry entry) {
        return new ActivityShape(
                entry.number(), entry.by(), entry.deed(), entry.about(), Units.ms(entry.atUs()), entry.undoable());
    }
}

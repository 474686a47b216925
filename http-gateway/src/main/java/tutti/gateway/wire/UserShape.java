package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;

public record UserShape(
        UserId id,
        DisplayName name,
        Role role,
        boolean ready,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String suspended,
        long joinedAt,
        boolean muted) {
    public static UserShape of(Member member) {
        return new UserShape(
                member.id(), member.name(), member.role(), member.ready(), null, member.joinedAtMs(), member.muted());
    }
}

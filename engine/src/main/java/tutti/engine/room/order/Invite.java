package tutti.engine.room.order;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.InviteId;
import tutti.engine.room.presence.Role;

/** A link that lets people in as `role`: until then, and so often. `usesMax` is null where that is not counted. */
public record Invite(
        InviteId id, Role role, long expiresAtMs, @Nullable Integer usesMax, int used) {
    public static final int USES_MOST = 100_000;

    public Invite {
        if (role == Role.HOST) {
            throw new IllegalArgumentException("an invite makes nobody the host");
        }
        if (usesMax != null && (usesMax < 1 || usesMax > USES_MOST)) {
            throw new IllegalArgumentException("an invite is for 1 to " + USES_MOST + " uses");
        }
    }

    public boolean admits(long nowMs) {
        return nowMs < expiresAtMs && (usesMax == null || used < usesMax);
    }

    Invite usedOnceMore() {
        return new Invite(id, role, expiresAtMs, usesMax, used + 1);
    }
}

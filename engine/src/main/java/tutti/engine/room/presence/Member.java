package tutti.engine.room.presence;

import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;

/** Someone who is in the room now. */
public record Member(UserId id, DisplayName name, Role role, boolean ready, long joinedAtMs, boolean muted) {
    public Member(UserId id, DisplayName name, Role role, boolean ready, long joinedAtMs) {
        this(id, name, role, ready, joinedAtMs, false);
    }
}

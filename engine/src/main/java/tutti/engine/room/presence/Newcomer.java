package tutti.engine.room.presence;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;

/** Someone on a channel's node, as that node tells the room: `joinedAtMs` outlives a move of the room. */
public record Newcomer(
        UserId id,
        DisplayName name,
        boolean ready,
        long joinedAtMs,
        @Nullable Network network) {
    public Newcomer(UserId id, DisplayName name, boolean ready, long joinedAtMs) {
        this(id, name, ready, joinedAtMs, null);
    }
}

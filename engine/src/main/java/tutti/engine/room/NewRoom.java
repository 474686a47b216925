package tutti.engine.room;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.timeline.Source;

/** `permanent` rooms have no people for a host, play on by themselves and are never closed for being empty. */
public record NewRoom(
        RoomId id,
        DisplayName name,
        UserId host,
        @Nullable Source source,
        Access access,
        RoomSettings settings,
        boolean permanent) {}

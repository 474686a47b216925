package tutti.engine.directory;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.timeline.Source;

/** One line of the list of rooms. `live`: a host's sound is on the air. `hostName` is unknown until a host was there. */
public record ListedRoom(
        RoomId id,
        String name,
        UserId host,
        @Nullable String hostName,
        int guestCount,
        boolean live,
        Source.@Nullable Kind kind,
        String title,
        boolean password,
        boolean inviteOnly,
        long createdAtMs) {}

package tutti.engine.room.chat;

import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;

public record Author(UserId id, DisplayName name, Role role) {}

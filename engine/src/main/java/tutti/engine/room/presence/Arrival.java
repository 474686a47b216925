package tutti.engine.room.presence;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;

/** Who stands at the door, with what, and from where if that is known. */
public record Arrival(
        UserId user, DisplayName name, Pass pass, @Nullable Network network) {
    public static Arrival known(UserId user, DisplayName name) {
        return new Arrival(user, name, Pass.TOKEN, null);
    }
}

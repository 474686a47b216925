package tutti.engine.room.order;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;

/**
 * Somebody who may not come in until then, or ever; with a `network`, nor may anybody else from there. `name` is what they
 * were called when they had to go, if they were there.
 */
public record Ban(
        UserId user,
        Kind kind,
        @Nullable Network network,
        @Nullable Long untilMs,
        @Nullable DisplayName name) {
    public enum Kind {
        /** Out, and not back for a while. */
        KICK,
        BAN
    }

    /** Who is banned once more has gone by then, and is still called what they were when they had to. */
    public Ban after(Ban before) {
        return new Ban(user, kind, network, untilMs, name == null ? before.name : name);
    }

    boolean holds(long nowMs) {
        return untilMs == null || nowMs < untilMs;
    }

    boolean meets(UserId who, @Nullable Network from) {
        return user.equals(who) || (network != null && network.equals(from));
    }
}

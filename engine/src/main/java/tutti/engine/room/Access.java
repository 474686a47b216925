package tutti.engine.room;

import org.jspecify.annotations.Nullable;

/** Who may find and enter a room: with a `password` or when `inviteOnly`, not everybody who has its link. */
public record Access(boolean listed, @Nullable PasswordHash password, boolean inviteOnly) {
    public static final Access LISTED = of(true);

    public static Access of(boolean listed) {
        return new Access(listed, null, false);
    }

    /** Whether a newcomer needs more than the link. */
    public boolean asksForMore() {
        return password != null || inviteOnly;
    }
}

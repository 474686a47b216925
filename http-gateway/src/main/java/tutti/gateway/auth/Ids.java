package tutti.gateway.auth;

import java.security.SecureRandom;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;

/** New ids, not to be guessed. */
public final class Ids {
    /** Without l and 1, o and 0: a room's id is read out to others. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int ROOM_CHARS = 10;
    private static final int USER_CHARS = 16;
    private static final int BROADCAST_CHARS = 10;
    private static final int INVITE_CHARS = 12;

    private final SecureRandom random = new SecureRandom();

    public RoomId room() {
        return new RoomId(letters(ROOM_CHARS));
    }

    public UserId user() {
        return new UserId(letters(USER_CHARS));
    }

    public InviteId invite() {
        return new InviteId(letters(INVITE_CHARS));
    }

    public BroadcastId broadcast() {
        return new BroadcastId(letters(BROADCAST_CHARS));
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder(count);
        random.ints(count, 0, LETTERS.length()).forEach(at -> letters.append(LETTERS.charAt(at)));
        return letters.toString();
    }
}

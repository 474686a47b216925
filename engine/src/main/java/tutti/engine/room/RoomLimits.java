package tutti.engine.room;

import java.time.Duration;

/** What an operator decides about every room; a room's own settings stay within it. */
public record RoomLimits(
        int membersMax, int chatKept, Duration hostGrace, Duration readyWait, Duration channelLostAfter) {
    public RoomLimits {
        if (membersMax < 1) {
            throw new IllegalArgumentException("tutti.engine.members-max must be at least 1, is " + membersMax);
        }
        if (chatKept < 1) {
            throw new IllegalArgumentException("tutti.engine.chat-kept must be at least 1, is " + chatKept);
        }
    }
}

package tutti.engine.room;

import java.time.Duration;
import tutti.engine.setting.Bounds;

/** What an operator decides about every room; a room's own settings stay within it. */
public record RoomLimits(
        int membersMax,
        int chatKept,
        Duration hostGrace,
        Duration broadcastGrace,
        Duration readyWait,
        Duration channelLostAfter) {
    /** With so many members and lines a room still crosses from node to node in one piece: pekko.conf has its size. */
    public static final int MEMBERS_MOST_OF_NODES = 2_000;

    /** On a node alone nothing crosses. Everyone is told of everyone who comes, so it is no more than was tried. */
    private static final int MEMBERS_MOST = 10_000;

    static final int CHAT_MOST = 300;

    public RoomLimits {
        Bounds.within("TUTTI_MEMBERS_MAX", 1, MEMBERS_MOST, membersMax);
        Bounds.within("TUTTI_CHAT_KEPT", 1, CHAT_MOST, chatKept);
        Bounds.positive("TUTTI_HOST_GRACE", hostGrace);
        Bounds.positive("TUTTI_BROADCAST_GRACE", broadcastGrace);
        Bounds.positive("TUTTI_READY_WAIT", readyWait);
        Bounds.positive("TUTTI_CHANNEL_LOST_AFTER", channelLostAfter);
    }
}

package tutti.engine.room;

import java.time.Duration;

/** What an operator decides about every room; a room's own settings stay within it. */
public record RoomLimits(
        int membersMax,
        int chatKept,
        Duration hostGrace,
        Duration broadcastGrace,
        Duration readyWait,
        Duration channelLostAfter) {
    /** A view with so many members and lines still crosses from node to node in one piece: pekko.conf has its size. */
    public static final int MEMBERS_MOST_OF_NODES = 2_000;

    /** On a node alone nothing crosses. Everyone is told of everyone who comes, so it is no more than was tried. */
    private static final int MEMBERS_MOST = 10_000;

    private static final int CHAT_MOST = 300;

    public RoomLimits {
        within("members-max", membersMax, MEMBERS_MOST);
        within("chat-kept", chatKept, CHAT_MOST);
        positive("host-grace", hostGrace);
        positive("broadcast-grace", broadcastGrace);
        positive("ready-wait", readyWait);
        positive("channel-lost-after", channelLostAfter);
    }

    private static void within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("tutti.engine." + key + " is 1 to " + most + ", not " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("tutti.engine." + key + " is more than 0, not " + value);
        }
    }
}

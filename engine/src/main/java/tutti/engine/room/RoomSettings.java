package tutti.engine.room;

import java.util.ArrayList;
import java.util.List;
import tutti.engine.room.broadcast.Playout;
import tutti.engine.room.order.Deed;

public record RoomSettings(
        Control control, ChatMode chat, int slowModeMs, Latency latency, WaitFor waitFor, int membersMax) {
    public static final int SLOW_MODE_MS_MAX = 3_600_000;

    public enum Control {
        HOST,
        GRANTED,
        EVERYONE
    }

    public enum ChatMode {
        ON,
        SLOW,
        OFF
    }

    public enum Latency {
        LIVE,
        STABLE
    }

    public enum WaitFor {
        NOBODY,
        EVERYONE
    }

    public RoomSettings {
        if (slowModeMs < 0 || slowModeMs > SLOW_MODE_MS_MAX) {
            throw new IllegalArgumentException("slowModeMs is 0 to " + SLOW_MODE_MS_MAX);
        }
        if (membersMax < 1) {
            throw new IllegalArgumentException("membersMax is at least 1");
        }
    }

    /** How far behind their host guests hear. */
    public Playout playout() {
        return switch (latency) {
            case LIVE -> Playout.LIVE;
            case STABLE -> Playout.STABLE;
        };
    }

    /** What it is called to change these into those: what becomes of the chat is a word of its own. */
    List<Deed> deedsTo(RoomSettings after) {
        List<Deed> deeds = new ArrayList<>();
        if (chat != after.chat) {
            deeds.add(
                    switch (after.chat) {
                        case ON -> Deed.CHAT_ON;
                        case SLOW -> Deed.CHAT_SLOW;
                        case OFF -> Deed.CHAT_OFF;
                    });
        }
        if (!after.withChat(chat).equals(this)) {
            deeds.add(Deed.SETTINGS);
        }
        return deeds;
    }

    private RoomSettings withChat(ChatMode other) {
        return new RoomSettings(control, other, slowModeMs, latency, waitFor, membersMax);
    }

    public static RoomSettings defaults(int membersMax) {
        return new RoomSettings(Control.HOST, ChatMode.ON, 5_000, Latency.LIVE, WaitFor.NOBODY, membersMax);
    }
}

package tutti.engine.room;

import tutti.engine.room.broadcast.Playout;

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

    public static RoomSettings defaults(int membersMax) {
        return new RoomSettings(Control.HOST, ChatMode.ON, 5_000, Latency.LIVE, WaitFor.NOBODY, membersMax);
    }
}

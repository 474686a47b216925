package tutti.gateway.wire;

import tutti.engine.room.RoomSettings;

public record SettingsShape(
        RoomSettings.Control control,
        RoomSettings.ChatMode chat,
        int slowModeMs,
        RoomSettings.Latency latency,
        RoomSettings.WaitFor waitFor,
        int membersMax) {
    public static SettingsShape of(RoomSettings settings) {
        return new SettingsShape(
                settings.control(),
                settings.chat(),
                settings.slowModeMs(),
                settings.latency(),
                settings.waitFor(),
                settings.membersMax());
    }
}

package tutti.engine.room;

import org.jspecify.annotations.Nullable;

/** What a host wants changed; null leaves a setting as it is. */
public record SettingsPatch(
        RoomSettings.@Nullable Control control,
        RoomSettings.@Nullable ChatMode chat,
        @Nullable Integer slowModeMs,
        RoomSettings.@Nullable Latency latency,
        RoomSettings.@Nullable WaitFor waitFor,
        @Nullable Integer membersMax) {

    /** Throws IllegalArgumentException when the outcome is not a possible setting. */
    public RoomSettings on(RoomSettings before) {
        return new RoomSettings(
                control != null ? control : before.control(),
                chat != null ? chat : before.chat(),
                slowModeMs != null ? slowModeMs : before.slowModeMs(),
                latency != null ? latency : before.latency(),
                waitFor != null ? waitFor : before.waitFor(),
                membersMax != null ? membersMax : before.membersMax());
    }
}

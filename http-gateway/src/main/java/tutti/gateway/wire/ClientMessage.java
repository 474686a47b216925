package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tutti.engine.channel.MemberReport;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.SettingsPatch;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;

/** What a browser may say, once decoded: every field is there and in its bounds. */
public sealed interface ClientMessage {
    /** `roomId` is as typed: what has not the shape of an id is a room that is not there. */
    @JsonTypeName("join")
    record Join(
            String roomId,
            DisplayName name,
            @Nullable String token,
            @Nullable String password,
            @Nullable Audio audio,
            @Nullable Since since)
            implements ClientMessage {
        public Join {
            Checks.present(roomId, "roomId");
            Checks.present(name, "name");
            Checks.password(password);
        }

        /** No log needs the token or the password. */
        @Override
        public String toString() {
            return "Join[" + roomId + ", " + name + "]";
        }
    }

    /** Whether this client wants to hear a broadcast; one that does not say so does. */
    enum Audio {
        AUTO,
        OFF
    }

    /** The number of the last chat line the client has. */
    record Since(long chat) {}

    @JsonTypeName("leave")
    record Leave() implements ClientMessage {}

    @JsonTypeName("play")
    record Play() implements ClientMessage {}

    @JsonTypeName("pause")
    record Pause() implements ClientMessage {}

    @JsonTypeName("seek")
    record Seek(double toMediaTime) implements ClientMessage {
        public Seek {
            Checks.within(toMediaTime, 0, SourceShape.SECONDS_MAX, "toMediaTime");
        }
    }

    @JsonTypeName("rate")
    record Rate(double playbackRate) implements ClientMessage {
        public Rate {
            Checks.within(playbackRate, Playback.RATE_MIN, Playback.RATE_MAX, "playbackRate");
        }
    }

    @JsonTypeName("source")
    record ChangeSource(Source source) implements ClientMessage {
        @JsonCreator
        static ChangeSource of(
                @JsonProperty("kind") Source.Kind kind,
                @JsonProperty("src") @Nullable String src,
                @JsonProperty("title") @Nullable String title,
                @JsonProperty("duration") @Nullable BigDecimal duration,
                @JsonProperty("loop") @Nullable Boolean loop) {
            return new ChangeSource(new SourceShape(kind, src, title, duration, loop).toSource());
        }
    }

    @JsonTypeName("ready")
    record Ready(boolean ready) implements ClientMessage {}

    @JsonTypeName("ping")
    record Ping(double t0) implements ClientMessage {
        private static final double T0_MAX = 1e15;

        public Ping {
            Checks.within(t0, -T0_MAX, T0_MAX, "t0");
        }
    }

    @JsonTypeName("chat")
    record Chat(String text) implements ClientMessage {
        public Chat {
            text = Checks.text(text, ChatLine.CODE_POINTS_MAX, "text");
        }
    }

    @JsonTypeName("chat:history")
    record ChatHistory(@Nullable Long before, @Nullable Integer limit) implements ClientMessage {
        public static final int LIMIT_MAX = 100;

        public ChatHistory {
            if (limit != null) {
                Checks.within(limit, 1, LIMIT_MAX, "limit");
            }
        }
    }

    @JsonTypeName("chat:delete")
    record ChatDelete(long seq) implements ClientMessage {}

    @JsonTypeName("react")
    record React(String emoji) implements ClientMessage {
        private static final int CODE_POINTS_MAX = 16;

        public React {
            emoji = Checks.text(emoji, CODE_POINTS_MAX, "emoji");
        }
    }

    @JsonTypeName("host:transfer")
    record HostTransfer(UserId to) implements ClientMessage {
        public HostTransfer {
            Checks.present(to, "to");
        }
    }

    /** An empty `password` is none any more. */
    @JsonTypeName("access")
    record ChangeAccess(
            @Nullable Boolean listed,
            @Nullable String password,
            @Nullable Boolean invite) implements ClientMessage {
        public ChangeAccess {
            Checks.password(password);
        }

        @Override
        public String toString() {
            return "ChangeAccess[listed=" + listed + ", invite=" + invite + "]";
        }
    }

    @JsonTypeName("control:request")
    record ControlRequest() implements ClientMessage {}

    @JsonTypeName("control:release")
    record ControlRelease() implements ClientMessage {}

    @JsonTypeName("control:grant")
    record ControlGrant(UserId to, @Nullable Integer seconds) implements ClientMessage {
        private static final int SECONDS_MAX = 24 * 60 * 60;

        public ControlGrant {
            Checks.present(to, "to");
            if (seconds != null) {
                Checks.within(seconds, 1, SECONDS_MAX, "seconds");
            }
        }
    }

    @JsonTypeName("control:revoke")
    record ControlRevoke(UserId to) implements ClientMessage {
        public ControlRevoke {
            Checks.present(to, "to");
        }
    }

    @JsonTypeName("member:role")
    record MemberRole(UserId userId, Role role) implements ClientMessage {
        public MemberRole {
            Checks.present(userId, "userId");
            Checks.present(role, "role");
        }
    }

    @JsonTypeName("member:mute")
    record MemberMute(UserId userId) implements ClientMessage {
        public MemberMute {
            Checks.present(userId, "userId");
        }
    }

    @JsonTypeName("member:unmute")
    record MemberUnmute(UserId userId) implements ClientMessage {
        public MemberUnmute {
            Checks.present(userId, "userId");
        }
    }

    @JsonTypeName("member:kick")
    record MemberKick(UserId userId) implements ClientMessage {
        public MemberKick {
            Checks.present(userId, "userId");
        }
    }

    @JsonTypeName("member:ban")
    record MemberBan(
            UserId userId,
            @Nullable Boolean network,
            @Nullable Integer seconds) implements ClientMessage {
        private static final int SECONDS_MAX = 366 * 24 * 60 * 60;

        public MemberBan {
            Checks.present(userId, "userId");
            if (seconds != null) {
                Checks.within(seconds, 1, SECONDS_MAX, "seconds");
            }
        }
    }

    @JsonTypeName("member:unban")
    record MemberUnban(UserId userId) implements ClientMessage {
        public MemberUnban {
            Checks.present(userId, "userId");
        }
    }

    /** `entry` is the number of an `activity`. */
    @JsonTypeName("undo")
    record Undo(long entry) implements ClientMessage {}

    @JsonTypeName("settings")
    record ChangeSettings(
            RoomSettings.@Nullable Control control,
            RoomSettings.@Nullable ChatMode chat,
            @Nullable Integer slowModeMs,
            RoomSettings.@Nullable Latency latency,
            RoomSettings.@Nullable WaitFor waitFor,
            @Nullable Integer membersMax)
            implements ClientMessage {
        public ChangeSettings {
            if (slowModeMs != null) {
                Checks.within(slowModeMs, 0, RoomSettings.SLOW_MODE_MS_MAX, "slowModeMs");
            }
            if (membersMax != null) {
                Checks.within(membersMax, 1, Integer.MAX_VALUE, "membersMax");
            }
        }

        public SettingsPatch toPatch() {
            return new SettingsPatch(control, chat, slowModeMs, latency, waitFor, membersMax);
        }
    }

    @JsonTypeName("broadcast:start")
    record BroadcastStart(Feed feed) implements ClientMessage {
        @JsonCreator
        static BroadcastStart of(
                @JsonProperty("codec") Feed.@Nullable Codec codec,
                @JsonProperty("sampleRate") @Nullable Integer sampleRate,
                @JsonProperty("channels") @Nullable Integer channels,
                @JsonProperty("audioBitrate") @Nullable Integer audioBitrate) {
            return new BroadcastStart(new Feed(
                    Checks.present(codec, "codec"),
                    Checks.present(sampleRate, "sampleRate"),
                    Checks.present(channels, "channels"),
                    Checks.present(audioBitrate, "audioBitrate")));
        }
    }

    @JsonTypeName("broadcast:stop")
    record BroadcastStop() implements ClientMessage {}

    @JsonTypeName("quality:request")
    record QualityRequest(Quality quality) implements ClientMessage {
        public QualityRequest {
            Checks.present(quality, "quality");
        }
    }

    /** `lateP95Ms` and `lateP99Ms` are of live sound alone: how long after its capture 95 and 99 of 100 packets could be played. */
    @JsonTypeName("report")
    record Report(
            double driftMs,
            double rttMs,
            double bufferMs,
            @Nullable Double lateP95Ms,
            @Nullable Double lateP99Ms,
            int underruns,
            int seeks)
            implements ClientMessage {
        /** Ten days, as long as anything that is played. */
        private static final double MEDIA_MS_MAX = 864e6;

        /** Nobody's wire is longer; and what one member claims moves the lead of all, if only to its limit. */
        private static final double RTT_MS_MAX = 60e3;

        private static final double LATE_MS_MAX = 60e3;

        public Report {
            Checks.within(driftMs, -MEDIA_MS_MAX, MEDIA_MS_MAX, "driftMs");
            Checks.within(rttMs, 0, RTT_MS_MAX, "rttMs");
            Checks.within(bufferMs, 0, MEDIA_MS_MAX, "bufferMs");
            if (lateP95Ms != null) {
                Checks.within(lateP95Ms, -LATE_MS_MAX, LATE_MS_MAX, "lateP95Ms");
            }
            if (lateP99Ms != null) {
                Checks.within(lateP99Ms, -LATE_MS_MAX, LATE_MS_MAX, "lateP99Ms");
            }
            Checks.within(underruns, 0, Integer.MAX_VALUE, "underruns");
            Checks.within(seeks, 0, Integer.MAX_VALUE, "seeks");
        }

        public MemberReport toReport() {
            return new MemberReport(driftMs, rttMs, bufferMs, underruns, seeks);
        }
    }
}

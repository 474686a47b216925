package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.DisplayName;
import tutti.engine.id.MessageId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.CloseReason;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;

/** What a browser is told. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerMessage {
    @JsonTypeName("joined")
    record Joined(
            @Nullable MessageId re,
            int protocol,
            AuthorShape you,
            String token,
            RoomFacts room,
            @Nullable TimelineShape state,
            Presence presence,
            ChatPage chat,
            @Nullable BroadcastShape broadcast,
            SettingsShape settings,
            AccessShape access,
            ControlShape control,
            List<ActivityShape> activity,
            @Nullable List<BanShape> bans,
            BigDecimal serverTime)
            implements ServerMessage {
        public static final int PROTOCOL = 1;
    }

    record RoomFacts(RoomId roomId, DisplayName roomName, UserId hostId, long createdAt) {}

    record Presence(List<UserShape> users, int total) {
        public static final int USERS_MAX = 200;

        /** In the order in which they came; of more, those that are host or moderators first. */
        public static Presence of(List<Member> members) {
            Stream<Member> listed = members.size() <= USERS_MAX
                    ? members.stream()
                    : members.stream()
                            .sorted(Comparator.comparing(member -> member.role() == Role.GUEST))
                            .limit(USERS_MAX);
            return new Presence(listed.map(UserShape::of).toList(), members.size());
        }
    }

    /** In place of many who came or went at once. */
    @JsonTypeName("presence")
    record PresenceChanged(@JsonUnwrapped Presence presence) implements ServerMessage {}

    @JsonTypeName("state")
    record State(@JsonUnwrapped TimelineShape timeline) implements ServerMessage {}

    @JsonTypeName("resync")
    record Resync(@JsonUnwrapped TimelineShape timeline) implements ServerMessage {}

    @JsonTypeName("user:joined")
    record UserJoined(UserShape user, int total) implements ServerMessage {}

    @JsonTypeName("user:left")
    record UserLeft(UserId userId, int total) implements ServerMessage {}

    @JsonTypeName("user:changed")
    record UserChanged(UserShape user, int total) implements ServerMessage {}

    /** What many did who came, went or changed, each of them once. */
    @JsonTypeName("users")
    record Users(List<UserShape> joined, List<UserId> left, List<UserShape> changed, int total)
            implements ServerMessage {}

    @JsonTypeName("pong")
    record Pong(@Nullable MessageId re, double t0, BigDecimal t1, BigDecimal t2) implements ServerMessage {}

    @JsonTypeName("chat")
    record Chat(@JsonUnwrapped ChatShape line) implements ServerMessage {}

    @JsonTypeName("chat:history")
    record ChatHistory(
            @Nullable MessageId re, @JsonUnwrapped ChatPage page) implements ServerMessage {}

    /** The line is gone, and there will be no other with its number. */
    @JsonTypeName("chat:deleted")
    record ChatDeleted(long seq) implements ServerMessage {}

    @JsonTypeName("reaction")
    record Reaction(AuthorShape from, String emoji, BigDecimal serverTime, BigDecimal mediaTime)
            implements ServerMessage {}

    @JsonTypeName("settings")
    record Settings(SettingsShape settings) implements ServerMessage {}

    @JsonTypeName("access")
    record AccessChanged(AccessShape access) implements ServerMessage {}

    /** Somebody asks for control; with them, who has it and who else waits. */
    @JsonTypeName("control:requested")
    record ControlRequested(UserShape user, @JsonUnwrapped ControlShape control) implements ServerMessage {}

    @JsonTypeName("control:changed")
    record ControlChanged(@JsonUnwrapped ControlShape control) implements ServerMessage {}

    /** Once more, and not undoable, when it cannot be undone any more. */
    @JsonTypeName("activity")
    record Activity(@JsonUnwrapped ActivityShape activity) implements ServerMessage {}

    /** Also after each resume, with the same name and another epoch. */
    @JsonTypeName("broadcast:started")
    record BroadcastStarted(@JsonUnwrapped BroadcastShape broadcast) implements ServerMessage {}

    /** Nothing comes from the host since then. They may resume. */
    @JsonTypeName("broadcast:waiting")
    record BroadcastWaiting(BroadcastId broadcastId, BigDecimal sinceServerTime) implements ServerMessage {}

    @JsonTypeName("broadcast:stopped")
    record BroadcastStopped(BroadcastId broadcastId, StopReason reason) implements ServerMessage {}

    /** `bitrate` in kbit/s, `latency` in ms from capture to playing, `bufferLevel` 0 to 100. */
    @JsonTypeName("broadcast:stats")
    record BroadcastStats(
            int bitrate,
            int latency,
            int bufferLevel,
            int guestCount,
            Quality quality,
            List<Integer> tiers,
            double syncSpreadMs)
            implements ServerMessage {}

    /** To the host: the tiers that somebody listens to. */
    @JsonTypeName("broadcast:demand")
    record BroadcastDemand(List<Integer> tiers) implements ServerMessage {}

    @JsonTypeName("broadcast:delay")
    record BroadcastDelay(int playoutDelayMs, long fromSeq) implements ServerMessage {}

    /** What this client is sent from now on. */
    @JsonTypeName("quality")
    record QualityChanged(Quality quality, int bitrate, QualityReason reason) implements ServerMessage {}

    enum QualityReason {
        /** As this client asked. */
        REQUESTED,
        /** It could not keep up. */
        TOO_SLOW,
        /** It kept up for a while. */
        RECOVERED,
        /** The tier that it should have does not come. */
        MISSING
    }

    /** For the same person, before the one they have is too old. */
    @JsonTypeName("token")
    record Token(String token) implements ServerMessage {}

    /** `broadcastId` and `epoch` answer `broadcast:start` alone: what its frames have to carry. */
    @JsonTypeName("ack")
    record Ack(
            MessageId re,
            @Nullable BroadcastId broadcastId,
            @Nullable Long epoch) implements ServerMessage {
        public static Ack of(MessageId re) {
            return new Ack(re, null, null);
        }
    }

    @JsonTypeName("error")
    record Refused(
            Code code,
            String message,
            @Nullable MessageId re,
            @Nullable Long retryAfterMs) implements ServerMessage {
        public Refused(Code code, String message, @Nullable MessageId re) {
            this(code, message, re, null);
        }
    }

    @JsonTypeName("room:closed")
    record RoomClosed(CloseReason reason) implements ServerMessage {}

    /** The last message before the server closes. */
    @JsonTypeName("bye")
    record Bye(
            Code code,
            String reason,
            boolean mayReturn,
            @Nullable Long retryAfterMs) implements ServerMessage {
        public static Bye of(Code code, String reason) {
            return new Bye(code, reason, code.mayReturn(), null);
        }

        public static Bye rateLimited(String reason, long retryAfterMs) {
            return new Bye(Code.RATE_LIMITED, reason, true, retryAfterMs);
        }

        public static Bye draining(long retryAfterMs) {
            return new Bye(Code.DRAINING, "this server is being restarted", true, retryAfterMs);
        }
    }
}

package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.MessageId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.CloseReason;

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
            SettingsShape settings,
            BigDecimal serverTime)
            implements ServerMessage {
        public static final int PROTOCOL = 1;
    }

    record RoomFacts(RoomId roomId, DisplayName roomName, UserId hostId, long createdAt) {}

    record Presence(List<UserShape> users, int total) {
        public static final int USERS_MAX = 200;
    }

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

    @JsonTypeName("ack")
    record Ack(MessageId re) implements ServerMessage {}

    @JsonTypeName("error")
    record Refused(Code code, String message, @Nullable MessageId re) implements ServerMessage {}

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

        public static Bye draining(long retryAfterMs) {
            return new Bye(Code.DRAINING, "this server is being restarted", true, retryAfterMs);
        }
    }
}

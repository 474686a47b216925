package tutti.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.NodeCopy;
import tutti.engine.channel.RoomFigures;
import tutti.engine.directory.ListedRoom;
import tutti.engine.directory.RoomPage;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.NewRoom;
import tutti.engine.room.RoomView;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Source;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.SettingsShape;
import tutti.gateway.wire.SourceShape;
import tutti.gateway.wire.TimelineShape;
import tutti.gateway.wire.Units;
import tutti.gateway.wire.UserShape;

/** What is told about rooms over HTTP. */
final class RoomAnswers {
    record Opened(
            RoomId roomId,
            DisplayName roomName,
            UserId hostId,
            long createdAt,
            String token,
            String inviteUrl,
            String url) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<Line> rooms, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(
            RoomId roomId,
            String roomName,
            UserId hostId,
            @Nullable String hostName,
            int guestCount,
            boolean isLive,
            Source.@Nullable Kind kind,
            String title,
            long createdAt) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Described(
            RoomId roomId,
            DisplayName roomName,
            UserId hostId,
            List<UserShape> participants,
            boolean isLive,
            @Nullable SourceShape source,
            @Nullable TimelineShape state,
            Stats stats,
            AccessShape access,
            SettingsShape settings,
            long createdAt) {}

    record AccessShape(boolean listed, boolean password, boolean invite) {}

    /** Null is what nobody has reported. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Stats(
            @Nullable Integer bitrate,
            @Nullable Double latency,
            int guestCount,
            @Nullable BigDecimal duration,
            @Nullable Double bufferLevel,
            @Nullable String quality,
            @Nullable Drift drift,
            @Nullable Double rttP95Ms) {}

    record Drift(double p50, double p95) {}

    record Issued(String token, UserId userId, Role role) {}

    record Success(boolean success) {}

    static Opened opened(NewRoom room, long createdAtMs, String token, String url) {
        return new Opened(room.id(), room.name(), room.host(), createdAtMs, token, url, url);
    }

    static Page page(RoomPage page) {
        return new Page(page.rooms().stream().map(RoomAnswers::line).toList(), page.next());
    }

    static Described described(NodeCopy copy) {
        RoomView view = copy.view();
        SourceShape source = SourceShape.of(view.timeline().source());
        return new Described(
                view.id(),
                view.name(),
                view.host(),
                view.members().stream()
                        .limit(ServerMessage.Presence.USERS_MAX)
                        .map(UserShape::of)
                        .toList(),
                view.broadcast() != null,
                source,
                source == null ? null : TimelineShape.of(view.timeline()),
                stats(copy),
                new AccessShape(view.access().listed(), false, false),
                SettingsShape.of(view.settings()),
                view.createdAtMs());
    }

    static Stats stats(NodeCopy copy) {
        RoomFigures figures = copy.figures();
        boolean reported = figures.reporters() > 0;
        Long durationUs = copy.view().timeline().source().durationUs();
        return new Stats(
                null,
                null,
                copy.view().members().size(),
                durationUs == null ? null : Units.seconds(durationUs),
                null,
                null,
                reported ? new Drift(figures.driftP50Ms(), figures.driftP95Ms()) : null,
                reported ? figures.rttP95Ms() : null);
    }

    private static Line line(ListedRoom room) {
        return new Line(
                room.id(),
                room.name(),
                room.host(),
                room.hostName(),
                room.guestCount(),
                room.live(),
                room.kind(),
                room.title(),
                room.createdAtMs());
    }

    private RoomAnswers() {}
}

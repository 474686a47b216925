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
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.NewRoom;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Source;
import tutti.gateway.wire.AccessShape;
import tutti.gateway.wire.BanShape;
import tutti.gateway.wire.Quality;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.SettingsShape;
import tutti.gateway.wire.SourceShape;
import tutti.gateway.wire.TimelineShape;
import tutti.gateway.wire.Units;
import tutti.gateway.wire.UserShape;

/** What is told about rooms over HTTP. */
final class RoomAnswers {
    private static final int FULL = 100;

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
            AccessShape access,
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

    /** Null is what nobody has reported. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Stats(
            @Nullable Integer bitrate,
            @Nullable Integer latency,
            int guestCount,
            @Nullable BigDecimal duration,
            @Nullable Integer bufferLevel,
            @Nullable Quality quality,
            @Nullable Integer listening,
            @Nullable Double syncSpreadMs,
            @Nullable Drift drift,
            @Nullable Double rttP95Ms) {}

    record Drift(double p50, double p95) {}

    /** `ticket` is for listen.ogg, where that asks for one. */
    record Issued(
            String token,
            UserId userId,
            Role role,
            @Nullable String ticket) {}

    /** `url` and `invite` are told once: to whom made it. */
    record Invited(
            InviteId inviteId,
            @Nullable String invite,
            @Nullable String url,
            Role role,
            long expiresAt,
            @Nullable Integer uses,
            int used) {
        static Invited of(Invite invite, @Nullable String token, @Nullable String url) {
            return new Invited(
                    invite.id(), token, url, invite.role(), invite.expiresAtMs(), invite.usesMax(), invite.used());
        }
    }

    record Invites(List<Invited> invites) {}

    record Bans(List<BanShape> bans) {}

    record Success(boolean success) {}

    static Opened opened(NewRoom room, long createdAtMs, String token, String inviteUrl, String url) {
        return new Opened(room.id(), room.name(), room.host(), createdAtMs, token, inviteUrl, url);
    }

    static Page page(RoomPage page) {
        return new Page(page.rooms().stream().map(RoomAnswers::line).toList(), page.next());
    }

    /** What people without a way in are told of a room that asks for more than its link. */
    static Described outside(NodeCopy copy) {
        RoomView view = copy.view();
        return new Described(
                view.id(),
                view.name(),
                view.host(),
                List.of(),
                view.broadcast() != null,
                null,
                null,
                stats(copy, null, 0),
                AccessShape.of(view.access()),
                SettingsShape.of(view.settings()),
                view.createdAtMs());
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
                stats(copy, null, 0),
                AccessShape.of(view.access()),
                SettingsShape.of(view.settings()),
                view.createdAtMs());
    }

    /** `live`: what `broadcast:stats` last said. */
    static Stats stats(NodeCopy copy, ServerMessage.@Nullable BroadcastStats live, long nowUs) {
        RoomFigures figures = copy.figures();
        boolean reported = figures.reporters() > 0;
        return new Stats(
                live == null ? null : live.bitrate(),
                live == null ? null : live.latency(),
                copy.view().members().size(),
                duration(copy.view(), live == null ? null : nowUs),
                live == null ? null : live.bitrate() > 0 ? FULL : 0,
                live == null ? null : best(live.tiers()),
                live == null ? null : live.guestCount(),
                live == null ? null : live.syncSpreadMs(),
                reported ? new Drift(figures.driftP50Ms(), figures.driftP95Ms()) : null,
                reported ? figures.rttP95Ms() : null);
    }

    /** Of what plays; of live sound, how long it has been on the air. */
    private static @Nullable BigDecimal duration(RoomView view, @Nullable Long liveUntilUs) {
        Long mediaUs = view.timeline().source().durationUs();
        Broadcast broadcast = view.broadcast();
        if (liveUntilUs != null && broadcast != null) {
            return Units.seconds(Math.max(0, liveUntilUs - broadcast.startedAtUs()));
        }
        return mediaUs == null ? null : Units.seconds(mediaUs);
    }

    private static @Nullable Quality best(List<Integer> tiers) {
        return tiers.isEmpty()
                ? null
                : List.of(Quality.HIGH, Quality.MEDIUM, Quality.LOW).get(tiers.getFirst());
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
                new AccessShape(true, room.password(), room.inviteOnly()),
                room.createdAtMs());
    }

    private RoomAnswers() {}
}

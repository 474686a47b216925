package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.engine.NodeCopy;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.BanShape;
import tutti.gateway.wire.Code;

/** `/api/rooms/{id}/bans`: who may not come in now, for those who can let them in again by `member:unban`. */
final class BanRoutes {
    private final House house;

    BanRoutes(House house) {
        this.house = house;
    }

    Route route() {
        return path(
                segment().slash("bans"),
                id -> RoomIds.of(id)
                        .map(room -> get(() -> Bearer.of(house.tokens(), room, user -> list(room, user))))
                        .orElseGet(() -> complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that"))));
    }

    private Route list(RoomId room, UserId user) {
        return Answers.outcome(house.rooms().look(room), copy -> listed(copy, user));
    }

    private HttpResponse listed(NodeCopy copy, UserId user) {
        long nowMs = house.clock().nowMs();
        return copy.view().roleOf(user) == Role.GUEST
                ? Answers.problem(Code.NOT_ALLOWED, "only the host and moderators see who is kept out")
                : Answers.ok(new RoomAnswers.Bans(copy.view().order().standingBans(nowMs).stream()
                        .map(BanShape::of)
                        .toList()));
    }
}

package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.NewRoom;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Role;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** `/api/rooms/{id}/invites`: links that let people in. What lets in stands behind the #, which no server is sent. */
final class InviteRoutes {
    private final House house;
    private final Site site;

    InviteRoutes(House house, Site site) {
        this.house = house;
        this.site = site;
    }

    Route route() {
        return concat(
                path(
                        segment().slash("invites"),
                        id -> shown(
                                id, (room, user) -> concat(get(() -> list(room, user)), post(() -> make(room, user))))),
                path(
                        segment().slash("invites").slash(segment()),
                        (id, invite) -> shown(id, (room, user) -> delete(() -> revoke(room, user, invite)))));
    }

    /** The link of a room just opened: with an invitation, where the room asks for more than its link. */
    CompletionStage<String> firstOf(HttpRequest request, NewRoom room) {
        String url = url(request, room.id());
        if (!room.access().asksForMore()) {
            return CompletableFuture.completedStage(url);
        }
        Invite invite = RoomRequests.Inviting.atFirst()
                .toInvite(house.ids().invite(), house.clock().nowMs());
        return house.rooms().makeInvite(room.id(), room.host(), invite).thenApply(made -> switch (made) {
            case Outcome.Ok<?> ok -> url + fragment(room.id(), invite);
            // The room is there all the same, and an invitation can be made later.
            case Outcome.Refused<?> refused -> url;
        });
    }

    private Route make(RoomId room, UserId user) {
        return Bodies.json(
                RoomRequests.Inviting.class,
                asked -> extractRequest(request -> {
                    Invite invite =
                            asked.toInvite(house.ids().invite(), house.clock().nowMs());
                    return Answers.outcome(
                            house.rooms().makeInvite(room, user, invite),
                            done -> Answers.json(StatusCodes.CREATED, made(request, room, invite)));
                }));
    }

    private RoomAnswers.Invited made(HttpRequest request, RoomId room, Invite invite) {
        String token = house.papers().invites().issue(room, invite);
        return RoomAnswers.Invited.of(invite, token, url(request, room) + fragment(room, invite));
    }

    private Route list(RoomId room, UserId user) {
        return Answers.outcome(house.rooms().look(room), copy -> listed(copy, user));
    }

    private HttpResponse listed(NodeCopy copy, UserId user) {
        return copy.view().roleOf(user) == Role.GUEST
                ? Answers.problem(Code.NOT_ALLOWED, "only the host and moderators see invitations")
                : Answers.ok(new RoomAnswers.Invites(
                        copy.view().order().standing(house.clock().nowUs()).stream()
                                .map(invite -> RoomAnswers.Invited.of(invite, null, null))
                                .toList()));
    }

    private Route revoke(RoomId room, UserId user, String invite) {
        InviteId id;
        try {
            id = new InviteId(invite);
        } catch (IllegalArgumentException none) {
            return complete(Answers.problem(Code.NOT_FOUND, "no invitation can be called that"));
        }
        return Answers.outcome(
                house.rooms().revokeInvite(room, user, id), done -> Answers.ok(new RoomAnswers.Success(true)));
    }

    private Route shown(String id, BiFunction<RoomId, UserId, Route> inner) {
        return RoomIds.of(id)
                .map(room -> Bearer.of(house.tokens(), room, user -> inner.apply(room, user)))
                .orElseGet(() -> complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that")));
    }

    private String url(HttpRequest request, RoomId room) {
        return site.base(request) + "/room/" + room;
    }

    private String fragment(RoomId room, Invite invite) {
        return "#invite=" + house.papers().invites().issue(room, invite);
    }
}

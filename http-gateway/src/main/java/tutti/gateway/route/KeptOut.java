package tutti.gateway.route;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import tutti.engine.NodeCopy;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomView;
import tutti.engine.room.order.Ban;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** Whom a room keeps out gets nothing of it over HTTP either, however long their token is still good. */
final class KeptOut {
    private final House house;
    private final Site site;

    KeptOut(House house, Site site) {
        this.house = house;
        this.site = site;
    }

    /** What they are told. Empty for all others. */
    Optional<HttpResponse> answer(HttpRequest request, NodeCopy copy, UserId user) {
        RoomView room = copy.view();
        Network from = house.papers().networks().of(room.id(), site.visitor(request));
        return room.banOn(user, from, house.clock().nowMs())
                .map(ban -> Answers.problem(
                        ban.kind() == Ban.Kind.KICK ? Code.KICKED : Code.BANNED, "this room does not let you in"));
    }
}

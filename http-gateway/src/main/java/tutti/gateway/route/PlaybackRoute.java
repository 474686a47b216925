package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;
import tutti.engine.NodeCopy;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.media.Playback;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** `/api/rooms/{id}/playback-url`: from where those who are in a room may play what it plays. */
final class PlaybackRoute {
    private final House house;
    private final Site site;
    private final Playback playback;
    private final AddressLimit looks;
    private final KeptOut keptOut;

    PlaybackRoute(House house, Site site, Playback playback, AddressLimit looks) {
        this.house = house;
        this.site = site;
        this.playback = playback;
        this.looks = looks;
        keptOut = new KeptOut(house, site);
    }

    /** `expiresAt` is null for an address that is good for ever. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PlaybackUrl(String url, @Nullable Long expiresAt) {}

    Route route() {
        return path(
                segment("rooms").slash(segment()).slash("playback-url"),
                id -> get(() -> extractRequest(request -> RoomIds.of(id)
                        .map(room -> Bearer.of(house.tokens(), room, user -> told(request, room, user)))
                        .orElseGet(
                                () -> complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that"))))));
    }

    private Route told(HttpRequest request, RoomId room, UserId user) {
        OptionalLong wait =
                house.rooms().glance(room).isPresent() ? OptionalLong.empty() : looks.take(site.visitor(request));
        return wait.isPresent()
                ? complete(Answers.tooOften(wait.getAsLong()))
                : Answers.outcome(
                        house.rooms().look(room),
                        copy -> keptOut.answer(request, copy, user).orElseGet(() -> answer(request, copy)));
    }

    private HttpResponse answer(HttpRequest request, NodeCopy copy) {
        boolean renews = request.getUri()
                .query()
                .get("renews")
                .map(said -> !said.equals("false"))
                .orElse(true);
        Optional<Playback.Address> address =
                playback.address(copy.view().timeline().source(), site.base(request), renews);
        return address.map(found -> Answers.ok(new PlaybackUrl(found.url(), found.expiresAtMs()))
                        .addHeader(RawHeader.create("Cache-Control", "no-store")))
                .orElseGet(() -> Answers.problem(Code.NOT_FOUND, "this room has nothing to play"));
    }
}

package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Location;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.AccessPatch;
import tutti.engine.room.NewRoom;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Role;
import tutti.gateway.GatewaySettings;
import tutti.gateway.auth.RoomTokens.Checked;
import tutti.gateway.door.Doors;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.listen.Stations;
import tutti.gateway.socket.House;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** `/api/rooms`: opening, finding, describing and closing rooms. */
final class RoomRoutes {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 100;
    private static final int CURSOR_CHARS_MAX = 200;

    private final House house;
    private final Site site;
    private final RoomSettings defaults;
    private final BiFunction<RoomId, Broadcast, CompletionStage<Stations.Measured>> sound;
    private final AddressLimit openings;
    private final AddressLimit looks;
    private final AddressLimit tokens;
    private final BanRoutes bans;
    private final InviteRoutes invites;
    private final KeptOut keptOut;

    /** `sound` tells what a room's live sound is like. */
    RoomRoutes(
            House house,
            Site site,
            RoomSettings defaults,
            AddressLimit looks,
            GatewaySettings.ByAddress limits,
            BiFunction<RoomId, Broadcast, CompletionStage<Stations.Measured>> sound) {
        this.house = house;
        this.sound = sound;
        this.site = site;
        this.defaults = defaults;
        this.looks = looks;
        openings = new AddressLimit(limits.rooms(), house.clock());
        tokens = new AddressLimit(limits.tokens(), house.clock());
        bans = new BanRoutes(house);
        invites = new InviteRoutes(house, site);
        keptOut = new KeptOut(house, site);
    }

    Route route() {
        return pathPrefix(
                "rooms",
                () -> concat(
                        pathEnd(() -> concat(get(this::list), post(this::open))),
                        path(
                                segment(),
                                id -> known(id, room -> concat(get(() -> describe(room)), delete(() -> close(room))))),
                        path(segment().slash("stats"), id -> known(id, room -> get(() -> stats(room)))),
                        path(
                                segment().slash("tokens"),
                                id -> known(id, room -> post(() -> limited(tokens, () -> issue(room))))),
                        bans.route(),
                        invites.route()));
    }

    private Route list() {
        return parameterOptional(
                "limit",
                limit -> parameterOptional("after", after -> {
                    int asked = limit.map(RoomRoutes::number).orElse(PAGE);
                    String cursor = after.orElse(null);
                    return asked < 1 || asked > PAGE_MAX || (cursor != null && cursor.length() > CURSOR_CHARS_MAX)
                            ? complete(Answers.problem(
                                    Code.BAD_MESSAGE, "limit is 1 to " + PAGE_MAX + ", after is a page's next"))
                            : Answers.outcome(
                                    house.rooms().list(asked, cursor), page -> Answers.ok(RoomAnswers.page(page)));
                }));
    }

    private Route open() {
        return Bodies.json(
                RoomRequests.Opening.class,
                asked -> limited(
                        openings,
                        () -> extractRequest(request -> {
                            RoomRequests.Listing wanted = asked.wanted();
                            return Answers.outcome(
                                    house.doors()
                                            .patch(wanted.listed(), wanted.password(), wanted.invite())
                                            .thenCompose(made -> opened(request, asked, made)),
                                    Function.identity());
                        })));
    }

    private CompletionStage<Outcome<HttpResponse>> opened(
            HttpRequest request, RoomRequests.Opening asked, Outcome<AccessPatch> made) {
        return Outcomes.then(made, patch -> {
            NewRoom room = asked.toRoom(house.ids().room(), house.ids().user(), patch.on(Access.LISTED), defaults);
            return house.rooms()
                    .open(room)
                    .thenCompose(opened -> Outcomes.then(
                            opened,
                            createdAtMs -> invites.firstOf(request, room)
                                    .thenApply(inviteUrl ->
                                            new Outcome.Ok<>(opened(request, room, createdAtMs, inviteUrl)))));
        });
    }

    private HttpResponse opened(HttpRequest request, NewRoom room, long createdAtMs, String inviteUrl) {
        String url = site.base(request) + "/room/" + room.id();
        String token = house.tokens().issue(room.id(), room.host(), Role.HOST);
        return Answers.json(StatusCodes.CREATED, RoomAnswers.opened(room, createdAtMs, token, inviteUrl, url))
                .addHeader(Location.create("/api/rooms/" + room.id()));
    }

    private Route describe(RoomId room) {
        return looked(
                room,
                () -> extractRequest(request -> Answers.outcome(
                        house.rooms().look(room),
                        copy -> Answers.ok(
                                maySee(request, copy) ? RoomAnswers.described(copy) : RoomAnswers.outside(copy)))));
    }

    /** Who is in a room, and what it plays, is for those who could go in. */
    private boolean maySee(HttpRequest request, NodeCopy copy) {
        return !copy.view().access().asksForMore()
                || (house.tokens()
                                        .check(
                                                Bearer.token(request).orElse(null),
                                                copy.view().id())
                                instanceof Checked.Valid valid
                        && keptOut.answer(request, copy, valid.user()).isEmpty());
    }

    private Route stats(RoomId room) {
        return looked(
                room,
                () -> Answers.outcome(
                        house.rooms().look(room).thenCompose(this::measured), stats -> Answers.ok(stats)));
    }

    private CompletionStage<Outcome<RoomAnswers.Stats>> measured(Outcome<NodeCopy> found) {
        return switch (found) {
            case Outcome.Refused<NodeCopy> refused ->
                CompletableFuture.completedStage(new Outcome.Refused<>(refused.refusal(), refused.why()));
            case Outcome.Ok<NodeCopy> ok -> {
                NodeCopy copy = ok.value();
                Broadcast broadcast = copy.view().broadcast();
                CompletionStage<Stations.Measured> known = broadcast == null
                        ? CompletableFuture.completedStage(new Stations.Measured(null))
                        : sound.apply(copy.view().id(), broadcast);
                yield known.thenApply(live -> new Outcome.Ok<>(
                        RoomAnswers.stats(copy, live.stats(), house.clock().nowUs())));
            }
        };
    }

    /** What is here costs nothing to look at. */
    private Route looked(RoomId room, Supplier<Route> inner) {
        return house.rooms().glance(room).isPresent() ? inner.get() : limited(looks, inner);
    }

    private Route close(RoomId room) {
        return Bearer.of(
                house.tokens(),
                room,
                user -> Answers.outcome(
                        house.rooms().close(room, user), done -> Answers.ok(new RoomAnswers.Success(true))));
    }

    /** Who shows a token already is given another of the same person; anybody else is somebody new. */
    private Route issue(RoomId room) {
        return Bodies.json(
                RoomRequests.Naming.class,
                asked -> extractRequest(request -> Bearer.token(request).isPresent()
                        ? Bearer.of(house.tokens(), room, user -> again(request, room, user))
                        : anew(request, room, asked)));
    }

    private Route again(HttpRequest request, RoomId room, UserId user) {
        return Answers.outcome(
                house.rooms().look(room),
                copy -> keptOut.answer(request, copy, user)
                        .orElseGet(() -> issued(
                                room,
                                user,
                                copy.view().roleOf(user),
                                copy.view().access().asksForMore())));
    }

    private Route anew(HttpRequest request, RoomId room, RoomRequests.Naming asked) {
        UserId user = house.ids().user();
        return Answers.eventually(
                house.doors().knock(room, user, asked.password(), asked.invite(), site.visitor(request)),
                answer -> switch (answer) {
                    case Doors.Answer.Open open -> letIn(request, room, user, open);
                    case Doors.Answer.Shut shut ->
                        shut.retryAfterS() == 0 ? shut(shut, asked) : Answers.tooOften(shut.retryAfterS());
                });
    }

    /** A page that only asks whether there is a password has guessed none. */
    private static HttpResponse shut(Doors.Answer.Shut shut, RoomRequests.Naming asked) {
        HttpResponse problem = Answers.problem(shut.code(), shut.why());
        return shut.code() == Code.WRONG_PASSWORD && asked.password() == null
                ? problem.removeAttribute(Answers.CODE)
                : problem;
    }

    /** Somebody new is kept out by their network at most, and moderators are not. */
    private HttpResponse letIn(HttpRequest request, RoomId room, UserId user, Doors.Answer.Open open) {
        return house.rooms()
                .glance(room)
                .filter(copy -> open.role() == Role.GUEST)
                .flatMap(copy -> keptOut.answer(request, copy, user))
                .orElseGet(() -> issued(room, user, open.role(), open.pass() != Pass.NOTHING));
    }

    private HttpResponse issued(RoomId room, UserId user, Role role, boolean listensByTicket) {
        String ticket = listensByTicket ? house.papers().tickets().issue(room) : null;
        return Answers.json(
                StatusCodes.CREATED,
                new RoomAnswers.Issued(house.tokens().issue(room, user, role), user, role, ticket));
    }

    private Route limited(AddressLimit limit, Supplier<Route> inner) {
        return extractRequest(request -> {
            OptionalLong wait = limit.take(site.visitor(request));
            return wait.isEmpty() ? inner.get() : complete(Answers.tooOften(wait.getAsLong()));
        });
    }

    private static Route known(String id, Function<RoomId, Route> inner) {
        return RoomIds.of(id)
                .map(inner)
                .orElseGet(() -> complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that")));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}

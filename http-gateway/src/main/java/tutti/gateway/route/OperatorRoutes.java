package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.parameter;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.ban.Ban;
import tutti.engine.ban.BanException;
import tutti.engine.ban.Bans;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.limit.AddressRange;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/**
 * What operators do on their port, each with the operator's token: close a room, and ban an address. Both hold on all nodes. All of
 * it, done or refused, goes into the audit log.
 */
public final class OperatorRoutes {
    private static final Logger AUDIT = LoggerFactory.getLogger("tutti.audit");
    private static final long SECONDS_MAX = Duration.ofDays(365).toSeconds();

    private final Optional<String> token;
    private final Rooms rooms;
    private final Bans bans;
    private final AddressLimit attempts;
    private final Clock clock;

    /** Without a token nothing of this can be done. */
    public OperatorRoutes(Optional<String> token, Rooms rooms, Bans bans, AddressLimit attempts, Clock clock) {
        this.token = token;
        this.rooms = rooms;
        this.bans = bans;
        this.attempts = attempts;
        this.clock = clock;
    }

    record Banning(String network, long seconds) {
        public Banning {
            if (seconds < 1 || seconds > SECONDS_MAX) {
                throw new IllegalArgumentException("seconds is 1 to " + SECONDS_MAX);
            }
            AddressRange.of(network == null ? "" : network);
        }
    }

    record Banned(String network, long until) {}

    record BansAnswer(List<Banned> bans) {}

    Route route() {
        return concat(
                path(
                        segment("rooms").slash(segment()),
                        id -> delete(() -> asOperator("close-room", "room=" + shown(id), () -> close(id)))),
                path(
                        "bans",
                        () -> concat(
                                get(() -> asOperator("list-bans", "", () -> complete(Answers.ok(listed())))),
                                post(() -> asOperator("ban", "", () -> Bodies.json(Banning.class, this::ban))),
                                delete(() -> parameter(
                                        "network",
                                        network -> asOperator(
                                                "lift-ban", "network=" + shown(network), () -> lift(network)))))));
    }

    /** Whoever tries tokens is made to wait, and whatever comes of it is written down. */
    private Route asOperator(String deed, String about, Supplier<Route> inner) {
        return extractRequest(request -> {
            if (token.isEmpty()) {
                return complete(Answers.problem(Code.NOT_ALLOWED, "no operator's token is set here"));
            }
            if (isToken(request)) {
                AUDIT.info("operator did={} {} from={}", deed, about, Site.peerOf(request));
                return inner.get();
            }
            OptionalLong wait = attempts.take("operator");
            AUDIT.warn("refused did={} {} from={}", deed, about, Site.peerOf(request));
            return complete(
                    wait.isPresent()
                            ? Answers.tooOften(wait.getAsLong())
                            : Answers.problem(Code.UNAUTHORIZED, "the operator's token is needed"));
        });
    }

    private boolean isToken(HttpRequest request) {
        byte[] given = Bearer.token(request).orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, token.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    /** As its host would: everybody in it is told. */
    private Route close(String id) {
        return RoomIds.of(id)
                .map(room -> Answers.outcome(
                        rooms.look(room).thenCompose(found -> closed(room, found)),
                        done -> Answers.ok(new RoomAnswers.Success(true))))
                .orElseGet(() -> complete(Answers.problem(Code.ROOM_NOT_FOUND, "no room can be called that")));
    }

    private CompletionStage<Outcome<Rooms.Done>> closed(RoomId room, Outcome<NodeCopy> found) {
        return switch (found) {
            case Outcome.Ok<NodeCopy> here ->
                rooms.close(room, here.value().view().host());
            case Outcome.Refused<NodeCopy> refused ->
                CompletableFuture.completedStage(new Outcome.Refused<>(refused.refusal(), refused.why()));
        };
    }

    private Route ban(Banning asked) {
        AddressRange network = AddressRange.of(asked.network());
        Ban ban = new Ban(
                network.toString(),
                clock.nowMs() + Duration.ofSeconds(asked.seconds()).toMillis());
        return written(bans.put(ban), done -> {
            if (!done) {
                return Answers.problem(Code.NOT_ALLOWED, "there are " + Bans.BANS_MAX + " bans already");
            }
            AUDIT.info("banned network={} seconds={}", network, asked.seconds());
            return Answers.json(StatusCodes.CREATED, listed());
        });
    }

    private Route lift(String written) {
        AddressRange network;
        try {
            network = AddressRange.of(written);
        } catch (IllegalArgumentException none) {
            return complete(Answers.problem(Code.BAD_MESSAGE, "network is an address, or one with /bits"));
        }
        return written(
                bans.lift(network.toString()),
                done -> done ? Answers.ok(listed()) : Answers.problem(Code.NOT_FOUND, "there is no such ban"));
    }

    private BansAnswer listed() {
        long nowMs = clock.nowMs();
        return new BansAnswer(bans.all().stream()
                .filter(ban -> ban.untilMs() > nowMs)
                .map(ban -> new Banned(ban.network(), ban.untilMs()))
                .toList());
    }

    /** A database that is away is for the operator to try again, and no fault of the request's. */
    private static Route written(CompletionStage<Boolean> change, Function<Boolean, HttpResponse> answer) {
        return Answers.eventually(
                change.thenApply(answer)
                        .exceptionallyCompose(fault -> fault.getCause() instanceof BanException
                                ? CompletableFuture.completedFuture(Answers.problem(
                                        Code.UNAVAILABLE, "the database does not answer, nothing has changed"))
                                : CompletableFuture.failedFuture(fault)),
                Function.identity());
    }

    /** Somebody else's text in a line of the log stays on it. */
    private static String shown(String text) {
        return text.replaceAll("[^A-Za-z0-9.:/_-]", "?");
    }
}

package tutti.gateway.route;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import tutti.engine.id.RoomId;
import tutti.gateway.auth.RoomTokens;
import tutti.gateway.auth.RoomTokens.Checked;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/**
 * In front of all that is asked of a room by its name. What is refused there costs the address something, and who has nothing left
 * is told to wait before anything is looked at, so that a right guess is not told from a wrong one. Whoever shows a token of the
 * room is no guesser and goes by, however many others guess from behind the same address.
 */
final class Guard {
    private static final Pattern OF_A_ROOM = Pattern.compile("/(?:api/)?rooms/([^/]+)(?:/.*)?");

    private final RoomTokens tokens;
    private final AddressLimit refusals;
    private final Site site;

    Guard(RoomTokens tokens, AddressLimit refusals, Site site) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.site = site;
    }

    CompletionStage<HttpResponse> let(HttpRequest request, Function<HttpRequest, CompletionStage<HttpResponse>> inner)
            throws Exception {
        Matcher named = OF_A_ROOM.matcher(request.getUri().path());
        if (!named.matches() || isKnown(request, RoomIds.of(named.group(1)))) {
            return inner.apply(request);
        }
        String visitor = site.visitor(request);
        OptionalLong wait = refusals.secondsToNext(visitor);
        if (wait.isPresent()) {
            return CompletableFuture.completedStage(
                    Answers.tooOften(wait.getAsLong()).addHeaders(PageHeaders.EVERYWHERE));
        }
        return inner.apply(request).thenApply(response -> {
            if (response.getAttribute(Answers.CODE).filter(Code::isOfGuesses).isPresent()) {
                refusals.charge(visitor);
            }
            return response;
        });
    }

    private boolean isKnown(HttpRequest request, Optional<RoomId> room) {
        return room.isPresent()
                && tokens.check(Bearer.token(request).orElse(null), room.get()) instanceof Checked.Valid;
    }
}

package tutti.gateway.route;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.Authorization;
import org.apache.pekko.http.javadsl.model.headers.HttpCredentials;
import org.apache.pekko.http.javadsl.server.Route;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.gateway.auth.RoomTokens;
import tutti.gateway.auth.RoomTokens.Checked;
import tutti.gateway.wire.Answers;
import tutti.gateway.wire.Code;

/** What comes in the `Authorization` header. */
final class Bearer {
    /** Whoever shows a token of this room. What they may do there is for the room to say. */
    static Route of(RoomTokens tokens, RoomId room, Function<UserId, Route> inner) {
        return extractRequest(request -> switch (tokens.check(token(request).orElse(null), room)) {
            case Checked.Valid valid -> inner.apply(valid.user());
            case Checked.Refused.EXPIRED -> complete(Answers.problem(Code.EXPIRED, "this token is too old"));
            case Checked.Refused.INVALID ->
                complete(Answers.problem(Code.UNAUTHORIZED, "a token of this room is needed"));
        });
    }

    static Optional<String> token(HttpRequest request) {
        return request.getHeader(Authorization.class)
                .map(Authorization::credentials)
                .filter(credentials -> credentials.scheme().equalsIgnoreCase("Bearer"))
                .map(HttpCredentials::token);
    }

    private Bearer() {}
}

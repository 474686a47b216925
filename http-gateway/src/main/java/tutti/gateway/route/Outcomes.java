package tutti.gateway.route;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tutti.engine.Outcome;

/** One thing after the other, as long as none is refused. */
final class Outcomes {
    static <A, B> CompletionStage<Outcome<B>> then(Outcome<A> outcome, Function<A, CompletionStage<Outcome<B>>> next) {
        return switch (outcome) {
            case Outcome.Ok<A> ok -> next.apply(ok.value());
            case Outcome.Refused<A> refused ->
                CompletableFuture.completedStage(new Outcome.Refused<>(refused.refusal(), refused.why()));
        };
    }

    private Outcomes() {}
}

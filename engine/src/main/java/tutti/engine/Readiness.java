package tutti.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.clock.Clock;
import tutti.engine.cluster.Membership;
import tutti.engine.journal.Database;

/**
 * Whether rooms can be served: this node is up, and has had its journal once. That a journal went away later turns nobody
 * away: what plays goes on, and a balancer that takes every node out at once would close pages, `/status` and the way back in.
 * Asked by every probe of every balancer, so the journal is asked at most once a second.
 */
final class Readiness {
    private static final Logger log = LoggerFactory.getLogger(Readiness.class);
    private static final long KNOWN_FOR_US = 1_000_000;

    private static final Duration ASKED_AT_LEAST_EVERY = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final Membership membership;
    private final Database database;
    private final Clock clock;
    private final Executor blocking;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean hadJournal;
    private volatile Answer last = new Answer(CompletableFuture.completedFuture(false), Long.MIN_VALUE / 2);

    private record Answer(CompletionStage<Boolean> journal, long askedUs) {}

    Readiness(ActorSystem<?> system, Membership membership, Database database, Clock clock) {
        this.system = system;
        this.membership = membership;
        this.database = database;
        this.clock = clock;
        this.blocking = Database.dispatcher(system);
    }

    /** Though nobody may ask. */
    void sayWhenAway() {
        system.scheduler()
                .scheduleWithFixedDelay(
                        ASKED_AT_LEAST_EVERY, ASKED_AT_LEAST_EVERY, this::journal, system.executionContext());
    }

    CompletionStage<Boolean> now() {
        return database.hasSpace() ? up() : CompletableFuture.completedFuture(false);
    }

    /** Though perhaps without space to write. */
    CompletionStage<Boolean> up() {
        if (!membership.isUp()) {
            return CompletableFuture.completedFuture(false);
        }
        CompletionStage<Boolean> answer = journal();
        return hadJournal
                ? CompletableFuture.completedFuture(true)
                : answer.thenApply(answers -> answers && membership.isUp());
    }

    /** Two probes in the same moment may both ask: that does no harm. */
    private CompletionStage<Boolean> journal() {
        long nowUs = clock.nowUs();
        Answer known = last;
        // A database that is away keeps whoever asks it waiting, and there are more probes than threads.
        boolean waits = !known.journal().toCompletableFuture().isDone();
        if (waits || nowUs - known.askedUs() < KNOWN_FOR_US) {
            return known.journal();
        }
        CompletionStage<Boolean> journal =
                CompletableFuture.supplyAsync(database::answers, blocking).thenApply(this::told);
        last = new Answer(journal, nowUs);
        return journal;
    }

    private boolean told(boolean answers) {
        hadJournal |= answers;
        if (away.getAndSet(!answers) == answers) {
            if (answers) {
                log.info("the database answers again");
            } else {
                log.warn("the database does not answer: rooms play on, nothing new can be written");
            }
        }
        return answers;
    }
}

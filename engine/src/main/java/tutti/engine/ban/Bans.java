package tutti.engine.ban;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.clock.Clock;
import tutti.engine.journal.Database;

/**
 * Whom operators let nobody in from, on every node. The database has them; each node has a copy, which it looks through with every
 * request, and compares with the database each second. While that is away the copy holds.
 */
public final class Bans {
    /** Each request is held against all of them. */
    public static final int BANS_MAX = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Bans.class);
    private static final Duration READ_EVERY = Duration.ofSeconds(1);

    private final BanTable table;
    private final Clock clock;
    private final Executor blocking;

    /** What was read first must not be taken for what is. */
    private final ReentrantLock reading = new ReentrantLock();

    private volatile List<Ban> copy;
    private volatile boolean unread;
    private volatile Runnable onChange = () -> {};

    private Bans(BanTable table, Clock clock, Executor blocking) {
        this.table = table;
        this.clock = clock;
        this.blocking = blocking;
        copy = table.all(clock.nowMs());
    }

    /** Blocks until they are read: a node must not let in for a moment whom all the others keep out. */
    public static Bans start(ActorSystem<?> system, Database database, Clock clock) {
        Bans bans = new Bans(new BanTable(database), clock, Database.dispatcher(system));
        system.scheduler().scheduleWithFixedDelay(READ_EVERY, READ_EVERY, bans::readAgain, Database.dispatcher(system));
        return bans;
    }

    /** As this node knows them: the same list until there is a change, some of which may be over. Never blocks. */
    public List<Ban> all() {
        return copy;
    }

    /** `heard` is run after each change, on any thread, be it made here or elsewhere. There is one of it. */
    public void onChange(Runnable heard) {
        onChange = heard;
    }

    /**
     * On disk, and known to this node, when the stage completes; the others know within two seconds. False where there are too
     * many already. Fails with a {@link BanException} when the database does not answer.
     */
    public CompletionStage<Boolean> put(Ban ban) {
        return done(() -> table.put(ban, clock.nowMs()));
    }

    /** False where there was none. Likewise. */
    public CompletionStage<Boolean> lift(String network) {
        return done(() -> table.remove(network));
    }

    private CompletionStage<Boolean> done(Supplier<Boolean> change) {
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean done = change.get();
                    // It is done, whether or not it can be read back: the next second tries again.
                    readAgain();
                    return done;
                },
                blocking);
    }

    private void readAgain() {
        try {
            read();
            unread = false;
        } catch (BanException away) {
            if (!unread) {
                log.warn("bans that are made elsewhere are not heard of: {}", away.getMessage());
            }
            unread = true;
        }
    }

    private void read() {
        reading.lock();
        try {
            List<Ban> now = table.all(clock.nowMs());
            if (!now.equals(copy)) {
                copy = now;
                onChange.run();
            }
        } finally {
            reading.unlock();
        }
    }
}

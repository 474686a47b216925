package tutti.gateway.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One line for each fact: what libraries say many times is written once a minute, what they say of something that a line of ours
 * says better is not written, and what a start passes through by itself only when it does not pass. Logback makes it by its name.
 */
public final class Echoes extends Filter<ILoggingEvent> {
    private static final List<String> LIBRARIES = List.of("com.zaxxer.hikari.", "org.apache.pekko.");
    private static final long SAID_FOR_MS = 60_000;
    private static final long PASSES_WITHIN_MS = 10_000;
    /** Beyond so many, what was heard is forgotten, and said again. */
    private static final int HEARD_MAX = 500;

    /** Parts of what is said of a node that is lost, or refused, and of a database that is away, besides the lines of ours. */
    private static final List<String> SAID_BY_OURS = List.of(
            "[outbound connection to [",
            "] - Marking node as UNREACHABLE [",
            "Couldn't join seed nodes because of incompatible cluster configuration",
            "Overdue of probing-failure-timeout",
            "Reason: Cluster member removed",
            "Timed-out waiting for add connection executor to shutdown");

    /** A node that is just being started does not answer yet. */
    private static final List<String> PASSING = List.of("Probing [");

    private final ConcurrentMap<String, Heard> heard = new ConcurrentHashMap<>();

    /** `saidMs` is that of the last line that was written. */
    private record Heard(long firstMs, long lastMs, long saidMs) {}

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (LIBRARIES.stream().noneMatch(event.getLoggerName()::startsWith)) {
            return FilterReply.NEUTRAL;
        }
        String message = event.getFormattedMessage();
        boolean isEcho = SAID_BY_OURS.stream().anyMatch(message::contains);
        return isEcho || !isDue(message, event.getTimeStamp()) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private boolean isDue(String message, long nowMs) {
        if (heard.size() >= HEARD_MAX) {
            heard.clear();
        }
        long patienceMs = PASSING.stream().anyMatch(message::startsWith) ? PASSES_WITHIN_MS : 0;
        Heard now = heard.merge(message, new Heard(nowMs, nowMs, Long.MIN_VALUE / 2), (before, first) -> {
            boolean isAnew = nowMs - before.lastMs() > SAID_FOR_MS;
            return isAnew ? first : new Heard(before.firstMs(), nowMs, before.saidMs());
        });
        if (nowMs - now.firstMs() < patienceMs || nowMs - now.saidMs() < SAID_FOR_MS) {
            return false;
        }
        heard.put(message, new Heard(now.firstMs(), nowMs, nowMs));
        return true;
    }
}

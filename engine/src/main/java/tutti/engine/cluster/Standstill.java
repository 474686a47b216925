package tutti.engine.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this process has stood still, stopped or without processor time, for so long that the others may have given it up. */
final class Standstill {
    private static final Logger log = LoggerFactory.getLogger(Standstill.class);

    /** Less than pekko.conf's `acceptable-heartbeat-pause`: nobody counts as unreachable sooner than after that. */
    private static final long UNNOTICED_US = 1_500_000;

    /** In this time a node hears what was decided without it: several rounds of gossip, one each 100 ms. */
    private static final long HEARS_WITHIN_US = 1_000_000;

    private volatile long movedUs;
    private volatile long feltUntilUs;

    Standstill(long nowUs) {
        movedUs = nowUs;
        feltUntilUs = nowUs;
    }

    /** To be told several times in {@link #UNNOTICED_US}, by one thread at a time. */
    void moved(long nowUs) {
        long stillUs = nowUs - movedUs;
        if (stillUs > UNNOTICED_US) {
            feltUntilUs = nowUs + HEARS_WITHIN_US;
            log.warn(
                    "this node stood still for {} ms: its rooms decide nothing until it has heard from the others",
                    stillUs / 1_000);
        }
        movedUs = nowUs;
    }

    /** During one, as far as that can be asked, and until the node has heard from the others again. */
    boolean isFelt(long nowUs) {
        return nowUs - movedUs > UNNOTICED_US || nowUs < feltUntilUs;
    }
}

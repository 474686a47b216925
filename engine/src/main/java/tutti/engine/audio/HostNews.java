package tutti.engine.audio;

import java.util.Set;

/** What the host is told. */
public sealed interface HostNews {
    /** The tiers that somebody hears, never none: the first guest is to find sound. The others need not be encoded. */
    record Demand(Set<Tier> tiers) implements HostNews {}

    record Stats(BroadcastStats stats) implements HostNews {}

    /** The last. Nothing of this upload is taken any more. */
    record Ended(EndReason why) implements HostNews {}
}

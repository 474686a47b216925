package tutti.gateway.limit;

import java.net.InetAddress;
import java.util.List;
import tutti.engine.ban.Ban;
import tutti.engine.ban.Bans;
import tutti.engine.clock.Clock;

/** The operators' bans, as addresses are held against them. */
public final class BannedRanges {
    private final Bans all;
    private final Clock clock;
    private volatile Known known = new Known(List.of(), List.of());

    /** The list that was read, and what stands in it. */
    private record Known(List<Ban> read, List<Until> bans) {}

    private record Until(AddressRange range, long untilMs) {}

    public BannedRanges(Bans all, Clock clock) {
        this.all = all;
        this.clock = clock;
    }

    public boolean holds(InetAddress address) {
        List<Until> bans = known().bans();
        return !bans.isEmpty()
                && bans.stream()
                        .anyMatch(ban ->
                                ban.untilMs() > clock.nowMs() && ban.range().contains(address));
    }

    private Known known() {
        Known before = known;
        List<Ban> now = all.all();
        if (before.read().equals(now)) {
            return before;
        }
        Known after = new Known(
                now,
                now.stream()
                        .map(ban -> new Until(AddressRange.of(ban.network()), ban.untilMs()))
                        .toList());
        known = after;
        return after;
    }
}

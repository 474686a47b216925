package tutti.gateway.limit;

import java.net.InetAddress;
import java.util.List;
import tutti.engine.ban.Ban;
import tutti.engine.clock.Clock;

/** The engine's bans, as addresses are held against them. */
public final class Bans {
    private final tutti.engine.ban.Bans all;
    private final Clock clock;
    private volatile Known known = new Known(List.of(), List.of());

    /** The list that was read, and what stands in it. */
    private record Known(List<Ban> read, List<Until> bans) {}

    private record Until(Network network, long untilMs) {}

    public Bans(tutti.engine.ban.Bans all, Clock clock) {
        this.all = all;
        this.clock = clock;
    }

    public boolean holds(InetAddress address) {
        List<Until> bans = known().bans();
        return !bans.isEmpty()
                && bans.stream()
                        .anyMatch(ban ->
                                ban.untilMs() > clock.nowMs() && ban.network().contains(address));
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
                        .map(ban -> new Until(Network.of(ban.network()), ban.untilMs()))
                        .toList());
        known = after;
        return after;
    }
}

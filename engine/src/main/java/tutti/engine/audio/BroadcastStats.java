package tutti.engine.audio;

import java.util.List;
import java.util.Set;

/** A broadcast's last second. `tiers`: those that flow. `guests`: how many hear each of them, best first. */
public record BroadcastStats(
        int bitrateKbps, int playoutDelayMs, Set<Tier> tiers, List<Integer> guests, int syncSpreadMs) {
    static final BroadcastStats NONE = new BroadcastStats(0, PlayoutDelay.FIRST_MS, Set.of(), List.of(0, 0, 0), 0);

    public int guestCount() {
        return guests.stream().mapToInt(Integer::intValue).sum();
    }
}

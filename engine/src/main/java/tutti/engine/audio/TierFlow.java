package tutti.engine.audio;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** How far each tier of an upload is, by whomever it is made, and how much of it there was in this second. */
final class TierFlow {
    /** 300 ms behind the newest, a tier is missing: its guests are given another meanwhile. */
    private static final long MISSING_PACKETS = 15;

    private static final long NOTHING = Long.MIN_VALUE / 2;

    /** By tier, as on the wire. */
    private final long[] newest = new long[Tier.values().length];

    private final long[] newestOfHost = new long[Tier.values().length];
    private final long[] bytes = new long[Tier.values().length];
    private long newestOfAll = NOTHING;

    TierFlow() {
        Arrays.fill(newest, NOTHING);
        Arrays.fill(newestOfHost, NOTHING);
    }

    void cameFromHost(Tier tier, long seq) {
        newestOfAll = Math.max(newestOfAll, seq);
        newestOfHost[tier.wire()] = seq;
    }

    /** False when there was this packet already: the host may begin to send what is made here, and the first is it. */
    boolean takes(SoundPacket sound) {
        int at = sound.tier().wire();
        if (sound.seq() <= newest[at]) {
            return false;
        }
        newest[at] = sound.seq();
        bytes[at] += sound.bytes().size();
        return true;
    }

    boolean isMissing(Tier tier) {
        return newest[tier.wire()] < newestOfAll - MISSING_PACKETS;
    }

    boolean isSentByHost(Tier tier) {
        return newestOfHost[tier.wire()] >= newestOfAll - MISSING_PACKETS;
    }

    /** What the others are best made of. */
    Tier bestOfHost() {
        for (Tier tier : Tier.HEARD) {
            if (isSentByHost(tier)) {
                return tier;
            }
        }
        return Tier.LOW;
    }

    Set<Tier> flowing() {
        Set<Tier> flowing = EnumSet.noneOf(Tier.class);
        for (Tier tier : Tier.HEARD) {
            if (bytes[tier.wire()] > 0) {
                flowing.add(tier);
            }
        }
        return Set.copyOf(flowing);
    }

    /** Of the best that flows, in the second that ends. */
    int bitrateKbps() {
        for (Tier tier : Tier.HEARD) {
            if (bytes[tier.wire()] > 0) {
                return (int) (bytes[tier.wire()] * Byte.SIZE / 1_000);
            }
        }
        return 0;
    }

    void beginSecond() {
        Arrays.fill(bytes, 0);
    }
}

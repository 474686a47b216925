package tutti.engine.audio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How good the sound is. The lower a tier, the more packets wait for each other to save on the way. */
public enum Tier {
    HIGH(0, 128, 3),
    MEDIUM(1, 64, 3),
    LOW(2, 32, 5),
    /** From a host whose browser cannot encode. No guest hears it. */
    PCM(3, 1_536, 1);

    /** What guests may hear, best first. */
    public static final List<Tier> HEARD = List.of(HIGH, MEDIUM, LOW);

    private static final Tier[] ALL = values();

    private final int wire;
    private final int bitrateKbps;
    private final int packetsPerFrame;

    Tier(int wire, int bitrateKbps, int packetsPerFrame) {
        this.wire = wire;
        this.bitrateKbps = bitrateKbps;
        this.packetsPerFrame = packetsPerFrame;
    }

    public static @Nullable Tier ofWire(int wire) {
        for (Tier tier : ALL) {
            if (tier.wire == wire) {
                return tier;
            }
        }
        return null;
    }

    public int wire() {
        return wire;
    }

    public int bitrateKbps() {
        return bitrateKbps;
    }

    public int packetsPerFrame() {
        return packetsPerFrame;
    }

    public Tier lower() {
        return this == HIGH ? MEDIUM : LOW;
    }

    public Tier higher() {
        return this == LOW ? MEDIUM : HIGH;
    }
}

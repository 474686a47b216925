package tutti.engine.audio;

import org.jspecify.annotations.Nullable;

/** What a guest asks for. */
public enum Quality {
    HIGH(Tier.HIGH),
    MEDIUM(Tier.MEDIUM),
    LOW(Tier.LOW),
    /** As good as the guest's connection takes. */
    AUTO(null),
    /** No sound, but what there is to know about it. */
    OFF(null);

    private final @Nullable Tier tier;

    Quality(@Nullable Tier tier) {
        this.tier = tier;
    }

    /** Null where the guest does not say which. */
    @Nullable
    Tier tier() {
        return tier;
    }
}

package tutti.engine.audio;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.id.RoomId;

/**
 * The tiers of an upload that are made here, as long as somebody hears them and the host does not send them. Raw sound has its
 * place from the beginning, heard or not: a host who was let on the air is not to be silent when the first guest comes.
 */
final class MadeTiers {
    private static final Logger log = LoggerFactory.getLogger(MadeTiers.class);

    /** So long a host is given to send a tier that somebody wants, before it is made here. */
    private static final int SECONDS_FOR_HOST = 2;

    private final RoomId room;
    private final SoundFormat format;
    private final TierSource source;
    private final TierSource.Made out;
    /** By tier, as on the wire. */
    private final int[] secondsMissing = new int[Tier.values().length];

    private Set<Tier> made = EnumSet.noneOf(Tier.class);
    private TierSource.@Nullable Making making;
    private boolean lacksTranscoder;

    MadeTiers(RoomId room, SoundFormat format, TierSource source, TierSource.Made out) {
        this.room = room;
        this.format = format;
        this.source = source;
        this.out = out;
    }

    boolean has(Tier tier) {
        return made.contains(tier);
    }

    /** Of an Opus host: each second. One whose browser cannot encode sends none of what is heard, and need not be waited for. */
    void onSecond(Set<Tier> heard, TierFlow flow) {
        if (isRaw()) {
            make(heard);
            return;
        }
        Set<Tier> toMake = EnumSet.noneOf(Tier.class);
        for (Tier tier : Tier.HEARD) {
            int at = tier.wire();
            boolean missing =
                    heard.contains(tier) && tier.wire() > flow.bestOfHost().wire() && !flow.isSentByHost(tier);
            secondsMissing[at] = missing ? secondsMissing[at] + 1 : 0;
            if (secondsMissing[at] >= SECONDS_FOR_HOST) {
                toMake.add(tier);
            }
        }
        make(toMake);
    }

    /** As soon as somebody comes or goes. */
    void onDemand(Set<Tier> heard) {
        if (isRaw()) {
            make(heard);
        }
    }

    /** Each packet of the host's; what they are made of is chosen here. */
    void feed(SoundPacket sound, TierFlow flow) {
        if (making != null && sound.tier() == (isRaw() ? Tier.PCM : flow.bestOfHost())) {
            making.feed(sound);
        }
    }

    void stop() {
        if (making != null) {
            making.stop();
            making = null;
        }
    }

    private boolean isRaw() {
        return format.codec() == SoundFormat.Codec.PCM;
    }

    private void make(Set<Tier> toMake) {
        if (making == null && (isRaw() || !toMake.isEmpty())) {
            making = started();
        }
        if (toMake.equals(made)) {
            return;
        }
        made = EnumSet.noneOf(Tier.class);
        if (toMake.isEmpty() && !isRaw()) {
            stop();
            return;
        }
        if (making != null) {
            made.addAll(toMake);
            making.want(Set.copyOf(toMake));
        }
    }

    /** Null while this node has as much to make as it can: it is tried again each second. */
    private TierSource.@Nullable Making started() {
        TierSource.Making begun = source.start(format, out).orElse(null);
        if (begun == null && !lacksTranscoder) {
            log.warn("no transcoder is free: room={} hears only what its host sends", room);
        }
        lacksTranscoder = begun == null;
        return begun;
    }
}

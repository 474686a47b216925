package tutti.engine.audio;

import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/** Makes the tiers that a host does not send. */
public interface TierSource {
    /** One broadcast's, or none while there is too much to make already. `made` may be called from any thread. */
    Optional<Making> start(SoundFormat given, Made made);

    /** Whether one more broadcast of raw sound could be heard now. */
    default boolean hasPlaceForRaw() {
        return false;
    }

    /** Called one after the other by the broadcast's origin, and never allowed to block. */
    interface Making {
        /**
         * In order, but for holes; the tier may be another from one packet to the next when the host leaves out the best.
         * The bytes are as the host sent them and may be hostile. What is too much may be left out.
         */
        void feed(SoundPacket packet);

        /** From the next packet on. */
        void want(Set<Tier> tiers);

        void stop();
    }

    @FunctionalInterface
    interface Made {
        /** `opus`: one frame of 20 ms that sounds as the host's packet `seq` does. */
        void packet(Tier tier, long seq, ByteString opus);
    }

    /** Where nothing is made: guests hear what the host sends. */
    static TierSource none() {
        return (given, made) -> Optional.empty();
    }
}

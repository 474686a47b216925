package tutti.engine.audio.opus;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.SoundPacket;
import tutti.engine.audio.Tier;
import tutti.engine.audio.TierSource;

/** The tiers of a broadcast that its host does not send, made of the one that it does. */
public final class TranscodedTiers implements TierSource {
    private final Transcoders transcoders;

    public TranscodedTiers(Transcoders transcoders) {
        this.transcoders = transcoders;
    }

    @Override
    public Optional<Making> start(SoundFormat given, Made made) {
        Consumer<TranscodedPacket> out = packet -> made.packet(packet.tier(), packet.seq(), packet.bytes());
        Optional<Transcoding> transcoding = switch (given.codec()) {
            case OPUS -> transcoders.ofOpus(given.channels(), out);
            case PCM -> transcoders.ofPcm(given.channels(), out);
        };
        return transcoding.map(InTiers::new);
    }

    @Override
    public boolean hasPlaceForRaw() {
        return transcoders.hasPlaceForPcm();
    }

    private record InTiers(Transcoding transcoding) implements Making {
        @Override
        public void feed(SoundPacket packet) {
            transcoding.hear(new TimedPacket(packet.epoch(), packet.seq(), packet.bytes()));
        }

        @Override
        public void want(Set<Tier> tiers) {
            Set<Tier> heard = EnumSet.copyOf(Tier.HEARD);
            heard.retainAll(tiers);
            transcoding.want(heard);
        }

        @Override
        public void stop() {
            transcoding.stop();
        }
    }
}

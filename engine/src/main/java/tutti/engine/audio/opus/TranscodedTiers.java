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
        Consumer<TranscodedPacket> out = packet -> made.packet(tier(packet.rate()), packet.seq(), packet.bytes());
        Optional<Transcoding> transcoding = switch (given.codec()) {
            case OPUS -> transcoders.ofOpus(given.channels(), out);
            case PCM -> transcoders.ofPcm(given.channels(), out);
        };
        return transcoding.map(InTiers::new);
    }

    private record InTiers(Transcoding transcoding) implements Making {
        @Override
        public void feed(SoundPacket packet) {
            transcoding.hear(new TimedPacket(packet.epoch(), packet.seq(), packet.bytes()));
        }

        @Override
        public void want(Set<Tier> tiers) {
            Set<Rate> rates = EnumSet.noneOf(Rate.class);
            for (Tier tier : tiers) {
                switch (tier) {
                    case HIGH -> rates.add(Rate.HIGH);
                    case MEDIUM -> rates.add(Rate.MEDIUM);
                    case LOW -> rates.add(Rate.LOW);
                    case PCM -> {}
                }
            }
            transcoding.want(rates);
        }

        @Override
        public void stop() {
            transcoding.stop();
        }
    }

    private static Tier tier(Rate rate) {
        return switch (rate) {
            case HIGH -> Tier.HIGH;
            case MEDIUM -> Tier.MEDIUM;
            case LOW -> Tier.LOW;
        };
    }
}

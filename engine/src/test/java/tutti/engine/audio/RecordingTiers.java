package tutti.engine.audio;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes any tier out of any packet at once: the bytes only look like it. */
final class RecordingTiers implements TierSource {
    final List<Set<Tier>> wanted = new CopyOnWriteArrayList<>();
    volatile int stopped;
    volatile boolean full;

    @Override
    public boolean hasPlaceForRaw() {
        return !full;
    }

    @Override
    public Optional<Making> start(SoundFormat given, Made made) {
        return full
                ? Optional.empty()
                : Optional.of(new Making() {
                    private Set<Tier> tiers = Set.of();

                    @Override
                    public void feed(SoundPacket packet) {
                        tiers.forEach(tier -> made.packet(tier, packet.seq(), Sounds.packet(packet.seq(), 50)));
                    }

                    @Override
                    public void want(Set<Tier> tiers) {
                        this.tiers = tiers;
                        wanted.add(tiers);
                    }

                    @Override
                    public void stop() {
                        stopped++;
                    }
                });
    }
}

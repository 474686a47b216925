package tutti.engine.audio;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;

/** A host that sends a packet when it is told to, in the tiers it is told to. */
final class RecordingHost implements HostSide {
    final List<HostNews> news = new CopyOnWriteArrayList<>();
    private final Clock clock;
    final long epoch;

    @Nullable
    Upload upload;

    /** How far its clock is ahead of ours. */
    long aheadUs;

    Set<Tier> sends = Set.of(Tier.HIGH);
    long nextSeq;

    RecordingHost(Clock clock, long epoch) {
        this.clock = clock;
        this.epoch = epoch;
    }

    @Override
    public void told(HostNews told) {
        news.add(told);
    }

    /** What ends in this moment. */
    Upload.Receipt send() {
        Upload.Receipt receipt = null;
        for (Tier tier : sends) {
            receipt = upload.offer(Sounds.upload(tier, epoch, nextSeq, clock.nowUs() - 20_000 + aheadUs));
        }
        nextSeq++;
        return receipt;
    }

    boolean isAskedFor(Set<Tier> tiers) {
        return news.stream()
                .filter(HostNews.Demand.class::isInstance)
                .reduce((before, after) -> after)
                .filter(new HostNews.Demand(tiers)::equals)
                .isPresent();
    }

    BroadcastStats lastStats() {
        return news.stream()
                .filter(HostNews.Stats.class::isInstance)
                .map(told -> ((HostNews.Stats) told).stats())
                .reduce(BroadcastStats.NONE, (before, after) -> after);
    }
}

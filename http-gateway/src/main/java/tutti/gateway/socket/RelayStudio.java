package tutti.gateway.socket;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.BroadcastStats;
import tutti.engine.audio.Broadcasts;
import tutti.engine.audio.EndReason;
import tutti.engine.audio.HearingReport;
import tutti.engine.audio.HostNews;
import tutti.engine.audio.Latency;
import tutti.engine.audio.Listener;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.SoundNews;
import tutti.engine.audio.Tier;
import tutti.engine.audio.Upload.Receipt;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.broadcast.Playout;
import tutti.gateway.wire.Quality;
import tutti.gateway.wire.ServerMessage;

/** The seats' sound, over the engine's relay. */
public final class RelayStudio implements Studio {
    private static final int FULL = 100;

    private final Broadcasts broadcasts;

    public RelayStudio(Broadcasts broadcasts) {
        this.broadcasts = broadcasts;
    }

    @Override
    public Upload upload(RoomId room, Grant grant, Feed feed, Ear host) {
        return new Relayed(broadcasts.upload(
                new tutti.engine.audio.Grant(room, grant.broadcast(), grant.epoch(), broadcasts.here()),
                new SoundFormat(codec(feed), feed.sampleRate(), feed.channels(), feed.bitrateKbps()),
                latency(grant.playout()),
                news -> tellHost(host, news)));
    }

    @Override
    public Listening listen(RoomId room, Broadcast broadcast, Quality wanted, Ear guest) {
        return new Heard(room, broadcast, wanted, guest);
    }

    private static void tellHost(Ear host, HostNews news) {
        switch (news) {
            case HostNews.Demand demand -> host.tell(new ServerMessage.BroadcastDemand(wire(demand.tiers())));
            case HostNews.Stats told ->
                host.tell(stats(told.stats(), Quality.AUTO, told.stats().bitrateKbps() > 0 ? FULL : 0));
            // The next frame is answered with it.
            case HostNews.Ended ended -> {}
        }
    }

    private static ServerMessage.BroadcastStats stats(BroadcastStats stats, Quality quality, int bufferLevel) {
        return new ServerMessage.BroadcastStats(
                stats.bitrateKbps(),
                stats.playoutDelayMs(),
                bufferLevel,
                stats.guestCount(),
                quality,
                wire(stats.tiers()),
                stats.syncSpreadMs());
    }

    private static List<Integer> wire(Set<Tier> tiers) {
        return tiers.stream().map(Tier::wire).sorted().toList();
    }

    private static Latency latency(Playout playout) {
        return switch (playout) {
            case LIVE -> Latency.LIVE;
            case STABLE -> Latency.STABLE;
        };
    }

    private static SoundFormat.Codec codec(Feed feed) {
        return switch (feed.codec()) {
            case OPUS -> SoundFormat.Codec.OPUS;
            case PCM -> SoundFormat.Codec.PCM;
        };
    }

    private record Relayed(tutti.engine.audio.Upload relayed) implements Upload {
        /** What is too much is dropped, so that nothing ever waits here. */
        @Override
        public CompletionStage<Taken> take(ByteString frame, long receivedUs) {
            return CompletableFuture.completedStage(
                    switch (relayed.offer(frame)) {
                        case Receipt.Taken taken -> Taken.TAKEN;
                        case Receipt.Dropped dropped -> dropped.why().isFault() ? Taken.MALFORMED : Taken.DROPPED;
                        case Receipt.Ended ended -> Taken.ENDED;
                    });
        }

        @Override
        public void choose(Playout playout) {
            relayed.choose(latency(playout));
        }

        @Override
        public void lost() {
            relayed.lost();
        }

        @Override
        public void superseded() {
            relayed.end(EndReason.SUPERSEDED);
        }

        @Override
        public void end() {
            relayed.end(EndReason.HOST);
        }
    }

    /** One guest, through all epochs of a broadcast. The relay calls from one thread at a time, the session from another. */
    private final class Heard implements Listening, Listener {
        private final RoomId room;
        private final Ear guest;
        private final BroadcastId broadcast;
        private tutti.engine.audio.Listening listening;
        private Quality wanted;
        private volatile Quality heard = Quality.AUTO;
        private volatile int bufferMs;

        Heard(RoomId room, Broadcast broadcast, Quality wanted, Ear guest) {
            this.room = room;
            this.broadcast = broadcast.id();
            this.guest = guest;
            this.wanted = wanted;
            guest.heardAfter(broadcast.playout().firstDelayMs());
            this.listening = broadcasts.listen(grant(broadcast), this, engineQuality(wanted));
        }

        @Override
        public void follow(Broadcast resumed) {
            listening = broadcasts.listen(grant(resumed), this, engineQuality(wanted));
        }

        @Override
        public void quality(Quality quality) {
            wanted = quality;
            listening.choose(engineQuality(quality));
        }

        @Override
        public void report(Report report) {
            bufferMs = report.bufferMs();
            listening.report(
                    new HearingReport(report.lateP95Ms(), report.lateP99Ms(), report.driftMs(), report.underruns()));
        }

        @Override
        public void finish() {
            listening.finish(broadcast);
        }

        @Override
        public void end() {
            listening.stop();
        }

        @Override
        public boolean hear(ByteString frame, int packets) {
            return guest.hear(frame, packets);
        }

        @Override
        public void told(SoundNews news) {
            switch (news) {
                case SoundNews.QualityChanged changed -> {
                    heard = wireQuality(changed.tier());
                    guest.tell(new ServerMessage.QualityChanged(
                            heard, changed.tier().bitrateKbps(), reason(changed.cause())));
                }
                case SoundNews.DelayChanged changed -> {
                    guest.heardAfter(changed.playoutDelayMs());
                    guest.tell(new ServerMessage.BroadcastDelay(changed.playoutDelayMs(), changed.fromSeq()));
                }
                case SoundNews.Stats told -> guest.tell(stats(told.stats(), heard, bufferLevel(told.stats())));
            }
        }

        private int bufferLevel(BroadcastStats stats) {
            return Math.clamp((long) FULL * bufferMs / Math.max(1, stats.playoutDelayMs()), 0, FULL);
        }

        private tutti.engine.audio.Grant grant(Broadcast broadcast) {
            return new tutti.engine.audio.Grant(room, broadcast.id(), broadcast.epoch(), broadcast.origin());
        }
    }

    private static ServerMessage.QualityReason reason(SoundNews.Cause cause) {
        return switch (cause) {
            case CHOSEN -> ServerMessage.QualityReason.REQUESTED;
            case SLOW, LATE -> ServerMessage.QualityReason.TOO_SLOW;
            case CLEAN -> ServerMessage.QualityReason.RECOVERED;
            case STANDS_IN -> ServerMessage.QualityReason.MISSING;
        };
    }

    private static tutti.engine.audio.Quality engineQuality(Quality quality) {
        return switch (quality) {
            case HIGH -> tutti.engine.audio.Quality.HIGH;
            case MEDIUM -> tutti.engine.audio.Quality.MEDIUM;
            case LOW -> tutti.engine.audio.Quality.LOW;
            case AUTO -> tutti.engine.audio.Quality.AUTO;
            case OFF -> tutti.engine.audio.Quality.OFF;
        };
    }

    private static Quality wireQuality(Tier tier) {
        return switch (tier) {
            case HIGH, PCM -> Quality.HIGH;
            case MEDIUM -> Quality.MEDIUM;
            case LOW -> Quality.LOW;
        };
    }
}

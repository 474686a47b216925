package tutti.engine.audio;

import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.OPUS;
import static tutti.engine.audio.Sounds.ROOM;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import tutti.engine.clock.ManualClock;

/** One node with a broadcast of one host, whose time goes on when a test says so. */
final class BroadcastStage implements AutoCloseable {
    static final long START_US = 1_795_000_000_000_000L;
    static final Duration PACKET = Duration.ofMillis(20);
    private static final Duration SCHEDULED_EVERY = Duration.ofMillis(200);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    final ManualClock clock = new ManualClock(START_US);
    final RecordingTiers tiers = new RecordingTiers();
    final Broadcasts broadcasts = Broadcasts.start(kit.system(), clock, tiers, List::of);
    final RecordingHost host = host(1, OPUS);
    private Duration unscheduled = Duration.ZERO;

    RecordingHost host(long epoch, SoundFormat format) {
        RecordingHost opened = new RecordingHost(clock, epoch);
        opened.upload = broadcasts.upload(grant(epoch), format, Latency.LIVE, opened);
        return opened;
    }

    /** The second answer of the origin comes when it knows what is asked for here. */
    RecordingListener guest(Quality quality) {
        RecordingListener guest = new RecordingListener();
        broadcasts.listen(grant(1), guest, quality);
        return guest;
    }

    Grant grant(long epoch) {
        return new Grant(ROOM, LIVE, epoch, broadcasts.here());
    }

    void sendUntil(Callable<Boolean> enough) {
        sendUntil(host, enough);
    }

    void sendUntil(RecordingHost sender, Callable<Boolean> enough) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (enough.call()) {
                return true;
            }
            sender.send();
            passes(PACKET);
            return false;
        });
    }

    void passesWithSound(int seconds) {
        for (int packet = 0; packet < 50 * seconds; packet++) {
            host.send();
            passes(PACKET);
        }
    }

    void passes(Duration duration) {
        clock.pass(duration);
        unscheduled = unscheduled.plus(duration);
        // The kit waits a tenth of a second each time, too long for each packet.
        if (unscheduled.compareTo(SCHEDULED_EVERY) >= 0) {
            time.timePasses(unscheduled);
            unscheduled = Duration.ZERO;
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}

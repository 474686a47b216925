package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.OPUS;
import static tutti.engine.audio.Sounds.ROOM;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.clock.ManualClock;

/** The same 200,000 each time, by the whole way from the socket to guests: half of them as they should be, half not. */
@DisplayName("Hostile frames at an upload")
class HostileUploadTest {
    private static final int FRAMES = 200_000;
    /** Most of the time a little less than ends an upload. */
    private static final int FRAMES_A_MINUTE = 16;

    private static final int ENDED_ONCE_IN = 50;
    private static final long START_US = 1_795_000_000_000_000L;
    private static final Duration PACKET = Duration.ofMillis(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long BYTES_KEPT_MAX = 16 << 20;
    private static final long[] EXTREMES = {
        Long.MIN_VALUE, -1, 0, 1, 0x7F, 0xFF, 0x7FFF_FFFF, 0xFFFF_FFFFL, Long.MAX_VALUE
    };

    /** Nothing happens here but by what is sent. */
    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

    private final ManualClock clock = new ManualClock(START_US);
    private final Broadcasts broadcasts = Broadcasts.start(kit.system(), clock, TierSource.none(), List::of);
    private final Random random = new Random(11);
    private final Judge guest = new Judge();
    private RecordingHost host = host(1);

    /** A guest who looks at everything it is given, and keeps nothing but what is wrong. */
    private final class Judge implements Listener {
        final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        final AtomicLong epoch = new AtomicLong();

        @Override
        public boolean hear(ByteString bytes, int count) {
            AudioFrame frame = AudioFrame.decode(bytes);
            if (frame == null || frame.packets().size() != count || !isOne(frame)) {
                faults.add(bytes.toString());
            } else {
                epoch.set(frame.epoch());
            }
            return true;
        }

        private boolean isOne(AudioFrame frame) {
            if (frame.kind() == AudioFrame.Kind.END) {
                return frame.packets().isEmpty();
            }
            Tier tier = Tier.ofWire(frame.tier());
            return frame.kind() == AudioFrame.Kind.OPUS
                    && tier != null
                    && frame.ptsUs() > START_US
                    && frame.ptsUs() < clock.nowUs() + MINUTE.toMillis() * 1_000
                    && frame.packets().stream().allMatch(packet -> OpusPacket.fits(packet, tier, 2));
        }

        @Override
        public void told(SoundNews news) {}
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void harm_nobody_and_leave_nothing_behind() {
        broadcasts.listen(grant(1), guest, Quality.AUTO);
        long usedBytes = 0;

        for (int each = 0; each < FRAMES; each++) {
            if (each % (FRAMES / 10) == 0) {
                anotherHostIsHeard();
            }
            if (each == FRAMES / 10) {
                usedBytes = usedBytes();
            }
            offer(random.nextBoolean() ? good() : hostile());
            if (each % FRAMES_A_MINUTE == 0 && random.nextInt(ENDED_ONCE_IN) > 0) {
                aMinutePasses();
            }
        }

        assertThat(guest.faults).isEmpty();
        assertThat(usedBytes() - usedBytes).isLessThan(BYTES_KEPT_MAX);
        anotherHostIsHeard();
    }

    /** The one before may have said of itself what nobody can go on from. Who is too fast for the other side has frames dropped. */
    private void anotherHostIsHeard() {
        long next = host.epoch + 1;
        host = host(next);
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            offer(good());
            return guest.epoch.get() == next;
        });
    }

    private void offer(ByteString frame) {
        if (host.upload.offer(frame) instanceof Upload.Receipt.Ended) {
            host = host(host.epoch + 1);
        }
        clock.pass(PACKET);
    }

    /** What was wrong before it is forgiven. */
    private void aMinutePasses() {
        clock.pass(MINUTE);
        host.nextSeq += MINUTE.dividedBy(PACKET);
    }

    private ByteString good() {
        Tier tier = Tier.HEARD.get(random.nextInt(3));
        return Sounds.upload(tier, host.epoch, host.nextSeq++, clock.nowUs() - random.nextInt(100_000) - 20_000);
    }

    private ByteString hostile() {
        byte[] good = good().toArray();
        return ByteString.fromArrayUnsafe(
                switch (random.nextInt(6)) {
                    case 0 -> noise(random.nextInt(400));
                    case 1 -> noise(random.nextInt(2 * AudioFrame.BYTES_MAX));
                    case 2 -> flipped(good);
                    case 3 -> resized(good);
                    case 4 -> extreme(good);
                    default -> otherPacket(good);
                });
    }

    private byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        if (bytes > 0 && random.nextBoolean()) {
            noise[0] = (byte) (0x10 + random.nextInt(3));
        }
        return noise;
    }

    private byte[] flipped(byte[] frame) {
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int at = random.nextBoolean() ? random.nextInt(24) : random.nextInt(frame.length);
            frame[at] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    private byte[] resized(byte[] frame) {
        return ByteString.fromArray(frame)
                .concat(ByteString.fromArray(noise(random.nextInt(100))))
                .take(random.nextInt(frame.length + 100))
                .toArray();
    }

    /** In one of the fields of the head, or in a length. */
    private byte[] extreme(byte[] frame) {
        int[][] fields = {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 4}, {8, 4}, {12, 8}, {20, 2}};
        int[] field = fields[random.nextInt(fields.length)];
        long value = random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextLong();
        for (int at = field[1] - 1; at >= 0; at--) {
            frame[field[0] + at] = (byte) value;
            value >>= Byte.SIZE;
        }
        return frame;
    }

    /** Its first byte says another length, or more than one. */
    private byte[] otherPacket(byte[] frame) {
        frame[22] = (byte) random.nextInt(256);
        return frame;
    }

    private RecordingHost host(long epoch) {
        RecordingHost opened = new RecordingHost(clock, epoch);
        opened.upload = broadcasts.upload(grant(epoch), OPUS, Latency.LIVE, news -> {});
        return opened;
    }

    private Grant grant(long epoch) {
        return new Grant(ROOM, LIVE, epoch, broadcasts.here());
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package tutti.engine.testing;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.util.ByteString;
import tutti.engine.Outcome;
import tutti.engine.audio.AudioFrame;
import tutti.engine.audio.Grant;
import tutti.engine.audio.Latency;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.Tier;
import tutti.engine.audio.Upload;
import tutti.engine.clock.NodeClock;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Feed;

/** A host's live sound that is granted by the room and goes in at a node, a packet each 20 ms, until it is closed. */
public final class SentSound implements AutoCloseable {
    private static final byte[] PACKET = new byte[320];

    static {
        // Stereo of 20 ms over the full band, one frame in it.
        PACKET[0] = (byte) 0xFC;
    }

    private final NodeClock clock = new NodeClock();
    private final ScheduledExecutorService microphone = Executors.newSingleThreadScheduledExecutor();
    private final Grant grant;
    private final Upload upload;
    private long seq;

    private SentSound(Grant grant, Upload upload, long firstSeq) {
        this.grant = grant;
        this.upload = upload;
        this.seq = firstSeq;
    }

    public static SentSound from(Node node, RoomId room, UserId host, String broadcast, long firstSeq) {
        Feed feed = new Feed(Feed.Codec.OPUS, SoundFormat.SAMPLE_RATE, 2, 128);
        var asked = node.rooms()
                .startBroadcast(room, host, new BroadcastId(broadcast), feed)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        if (!(asked instanceof Outcome.Ok<tutti.engine.room.broadcast.Grant> granted)) {
            throw new AssertionError("not granted: " + asked);
        }
        Grant grant = new Grant(
                room,
                granted.value().broadcast(),
                granted.value().epoch(),
                node.engine.broadcasts().here());
        SoundFormat format = new SoundFormat(SoundFormat.Codec.OPUS, SoundFormat.SAMPLE_RATE, 2, 128);
        Upload upload = node.engine.broadcasts().upload(grant, format, Latency.LIVE, news -> {});
        SentSound sound = new SentSound(grant, upload, firstSeq);
        sound.microphone.scheduleAtFixedRate(sound::send, 0, SoundFormat.PACKET_US, TimeUnit.MICROSECONDS);
        return sound;
    }

    /** What who listens to it has to know. */
    public Grant heardAs() {
        return grant;
    }

    @Override
    public void close() {
        microphone.shutdownNow();
    }

    private void send() {
        upload.offer(new AudioFrame(
                        AudioFrame.Kind.OPUS,
                        0,
                        Tier.HIGH.wire(),
                        grant.epoch(),
                        seq++,
                        clock.nowUs() - SoundFormat.PACKET_US,
                        List.of(ByteString.fromArray(PACKET)))
                .encode());
    }
}

package tutti.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.AudioFrame;
import tutti.engine.audio.Tier;

/** What a host's page does once it has the microphone: each 20 ms a packet of the best quality, in a frame of its own. */
public final class LiveHost implements AutoCloseable {
    private static final int PACKET_BYTES = 320;
    private static final long PACKET_US = 20_000;
    /** Of a packet in stereo of 20 ms over the full band, one frame in it. */
    private static final byte FIRST_BYTE = (byte) 0xFC;

    private final Guest socket;
    private final IntFunction<ByteString> packets;
    private final long firstSeq;
    private final List<ByteString> sent = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService microphone = Executors.newSingleThreadScheduledExecutor();

    private LiveHost(Guest socket, IntFunction<ByteString> packets, long firstSeq) {
        this.socket = socket;
        this.packets = packets;
        this.firstSeq = firstSeq;
    }

    /** Until it is closed, on the socket of somebody who may. */
    public static LiveHost on(Guest socket) {
        Random random = new Random(4);
        return on(socket, seq -> noise(random), 0, 0);
    }

    /** With the same broadcast, over another socket. A page counts on, with a gap for what was never sent. */
    public static LiveHost resuming(Guest socket, long firstSeq) {
        Random random = new Random(5);
        return on(socket, seq -> noise(random), firstSeq, 0);
    }

    /** Whose clock is so far ahead of the server's. */
    public static LiveHost ahead(Guest socket, Duration ahead) {
        Random random = new Random(4);
        return on(socket, seq -> noise(random), 0, ahead.toMillis() * 1_000);
    }

    /** Playing that over and over. */
    public static LiveHost on(Guest socket, List<ByteString> music) {
        return on(socket, seq -> music.get(seq % music.size()), 0, 0);
    }

    private static LiveHost on(Guest socket, IntFunction<ByteString> packets, long firstSeq, long aheadUs) {
        LiveHost host = new LiveHost(socket, packets, firstSeq);
        long epoch = socket.ask(
                        "{'type': 'broadcast:start', 'codec': 'opus', 'sampleRate': 48000, 'channels': 2, 'audioBitrate': 128}")
                .path("epoch")
                .asLong();
        long startedUs = System.currentTimeMillis() * 1_000 + aheadUs;
        host.microphone.scheduleAtFixedRate(
                () -> host.send(epoch, startedUs + host.sent.size() * PACKET_US), 0, PACKET_US, TimeUnit.MICROSECONDS);
        return host;
    }

    public List<ByteString> sent() {
        return List.copyOf(sent);
    }

    /** Fails unless these frames hold what was sent, in its order, and leave nothing out but where one of them says so. */
    public void assertSent(List<AudioFrame> heard) {
        List<ByteString> rest = sent();
        for (List<ByteString> piece : pieces(heard)) {
            assertThat(rest).containsSequence(piece);
            rest = rest.subList(Collections.indexOfSubList(rest, piece) + piece.size(), rest.size());
        }
    }

    public long nextSeq() {
        return firstSeq + sent.size();
    }

    @Override
    public void close() {
        microphone.shutdownNow();
    }

    private void send(long epoch, long capturedUs) {
        ByteString sound = packets.apply(sent.size());
        int flags = sent.isEmpty() ? AudioFrame.FIRST : 0;
        long seq = nextSeq();
        // Before it is heard of anywhere.
        sent.add(sound);
        socket.sendBinary(
                new AudioFrame(AudioFrame.Kind.OPUS, flags, Tier.HIGH.wire(), epoch, seq, capturedUs, List.of(sound))
                        .encode()
                        .toArray());
    }

    private static ByteString noise(Random random) {
        byte[] bytes = new byte[PACKET_BYTES];
        random.nextBytes(bytes);
        bytes[0] = FIRST_BYTE;
        return ByteString.fromArray(bytes);
    }

    /** All frames that a guest was sent. */
    public static List<AudioFrame> heard(Guest guest) {
        return guest.sound().stream()
                .map(ByteString::fromArray)
                .map(AudioFrame::decode)
                .toList();
    }

    /** The packets in them, from each hole to the next. */
    private static List<List<ByteString>> pieces(List<AudioFrame> frames) {
        List<List<ByteString>> pieces = new ArrayList<>();
        for (AudioFrame frame : frames) {
            if (pieces.isEmpty() || (frame.flags() & AudioFrame.DISCONTINUITY) != 0) {
                pieces.add(new ArrayList<>());
            }
            pieces.getLast().addAll(frame.packets());
        }
        return pieces;
    }
}

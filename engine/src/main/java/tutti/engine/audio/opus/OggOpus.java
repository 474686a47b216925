package tutti.engine.audio.opus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.OpusPacket;
import tutti.engine.audio.SoundFormat;

/**
 * A broadcast as an Ogg Opus stream without end (RFC 7845), written once for all who listen: each is sent {@link #headers}
 * and then every page from the next one on. A stream may be joined at any granule position; nobody's pages are rewritten.
 */
public final class OggOpus {
    /** 100 ms a page: five packets of a kilobyte at most, and a page may hold 64 of them. */
    private static final int PACKETS_A_PAGE = 5;
    /**
     * 1 s. A hole is filled, for a granule position may count nothing but samples that are there (section 4.1). Beyond this the
     * players have run out of sound and waited; filled on top of that it would leave them behind for good.
     */
    private static final int FILLED_MAX = 50;
    /** 80 ms, in which a decoder that begins in the middle finds its way (section 4.2). */
    private static final int PRE_SKIP = 3_840;

    private static final String VENDOR = "Tutti";

    private final OggPages pages;
    private final ByteString headers;
    private final Sequence sequence = new Sequence(FILLED_MAX);
    private final List<ByteString> waiting = new ArrayList<>(PACKETS_A_PAGE);
    private long samples;
    private byte toc;

    /** `serial` tells this broadcast's stream from others. */
    public OggOpus(int serial, int channels) {
        this.pages = new OggPages(serial);
        this.headers = pages.first(head(channels)).concat(pages.next(List.of(tags()), 0));
    }

    /** Two pages, the same for everyone. */
    public ByteString headers() {
        return headers;
    }

    /** The pages that this packet completes, mostly none. What is no packet or comes late is left out. */
    public List<ByteString> hear(long seq, ByteString packet) {
        if (!OpusPacket.isOne(packet)) {
            return List.of();
        }
        List<ByteString> complete = new ArrayList<>();
        switch (sequence.step(seq)) {
            case Sequence.Step.Next(long missing) -> {
                for (int i = 0; i < missing; i++) {
                    // A packet of nothing but its first byte asks the decoder to conceal, in the manner of the last
                    // one.
                    write(ByteString.fromArray(new byte[] {toc}), complete);
                }
                write(packet, complete);
            }
            case Sequence.Step.Odd.ANEW -> write(packet, complete);
            case Sequence.Step.Odd.LATE -> {}
        }
        toc = packet.apply(0);
        return complete;
    }

    /** The broadcast's numbers begin anew: whichever packet is next follows the last. */
    public void countAnew() {
        sequence.forget();
    }

    /** The last page. */
    public ByteString end() {
        ByteString last = pages.last(waiting, samples);
        waiting.clear();
        return last;
    }

    private void write(ByteString packet, List<ByteString> complete) {
        waiting.add(packet);
        samples += SoundFormat.PACKET_SAMPLES;
        if (waiting.size() == PACKETS_A_PAGE) {
            complete.add(pages.next(waiting, samples));
            waiting.clear();
        }
    }

    private static ByteString head(int channels) {
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put(ascii("OpusHead"));
        head.put((byte) 1).put((byte) channels);
        head.putShort((short) PRE_SKIP).putInt(48_000);
        head.putShort((short) 0).put((byte) 0);
        return ByteString.fromArrayUnsafe(head.array());
    }

    private static ByteString tags() {
        byte[] vendor = ascii(VENDOR);
        ByteBuffer tags = ByteBuffer.allocate(16 + vendor.length).order(ByteOrder.LITTLE_ENDIAN);
        tags.put(ascii("OpusTags"));
        tags.putInt(vendor.length).put(vendor);
        tags.putInt(0);
        return ByteString.fromArrayUnsafe(tags.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

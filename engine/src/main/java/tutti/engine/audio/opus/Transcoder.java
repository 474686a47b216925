package tutti.engine.audio.opus;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.Tier;

/**
 * One broadcast, decoded once and encoded in each tier that somebody wants. Nothing a host sends makes it throw, wait or grow.
 * Whatever comes out sounds {@link Encoder#DELAY} samples late, as what browsers encode does, so that all tiers of a broadcast
 * are heard at the same moment; Opus waits one packet for that.
 *
 * <pre>
 *   packet ──▶ sequence ──▶ reader ──▶ advance ──▶ encoder of each tier ──▶ out
 *                 └ hole ──▶ conceal ──▲
 * </pre>
 */
public final class Transcoder {
    /** 100 ms: what is made up for longer than this is not sound. */
    static final int CONCEALED_MAX = 5;

    private final int channels;
    private final PacketReader reader;
    private final Advance advance;
    private final Sequence sequence = new Sequence(CONCEALED_MAX);
    private final Map<Tier, Encoder> encoders = new EnumMap<>(Tier.class);

    private long epoch;
    private long heard;
    private long late;
    private long malformed;
    private long concealed;

    private Transcoder(int channels, PacketReader reader) {
        this.channels = channels;
        this.reader = reader;
        this.advance = new Advance(reader.delay() == 0 ? 0 : Encoder.SHORT_DELAY, channels);
    }

    public static Transcoder ofOpus(int channels) {
        return new Transcoder(channels, new OpusReader(channels));
    }

    public static Transcoder ofPcm(int channels) {
        return new Transcoder(channels, new PcmReader(channels));
    }

    public void want(Set<Tier> tiers) {
        encoders.keySet().retainAll(tiers);
        for (Tier tier : tiers) {
            encoders.computeIfAbsent(tier, this::encoder);
        }
    }

    public void hear(TimedPacket packet, Consumer<TranscodedPacket> out) {
        heard++;
        if (packet.epoch() != epoch) {
            epoch = packet.epoch();
            sequence.forget();
        }
        switch (sequence.step(packet.seq())) {
            case Sequence.Step.Next(long missing) -> {
                for (long seq = packet.seq() - missing; seq != packet.seq(); seq++) {
                    conceal(seq, out);
                }
                read(packet, out);
            }
            case Sequence.Step.Odd.ANEW -> {
                reset();
                read(packet, out);
            }
            case Sequence.Step.Odd.LATE -> late++;
        }
    }

    /** Nothing is known of what a queue in front of it dropped. */
    public Tally tally() {
        return new Tally(heard, 0, late, malformed, concealed);
    }

    private void read(TimedPacket packet, Consumer<TranscodedPacket> out) {
        short[] samples = reader.read(packet.bytes());
        if (samples == null) {
            malformed++;
            conceal(packet.seq(), out);
        } else {
            encode(packet.seq(), samples, out);
        }
    }

    private void conceal(long seq, Consumer<TranscodedPacket> out) {
        concealed++;
        encode(seq, reader.conceal(), out);
    }

    private void encode(long seq, short[] samples, Consumer<TranscodedPacket> out) {
        short[] complete = advance.after(samples);
        if (complete == null) {
            return;
        }
        long from = advance.waits() ? seq - 1 : seq;
        encoders.forEach((tier, encoder) -> {
            ByteString bytes = encoder.encode(complete);
            if (bytes != null) {
                out.accept(new TranscodedPacket(epoch, from, tier, bytes));
            }
        });
    }

    private void reset() {
        reader.reset();
        advance.reset();
        encoders.values().forEach(Encoder::reset);
    }

    private Encoder encoder(Tier tier) {
        return new Encoder(tier, channels, advance.waits() ? Encoder.SHORT_DELAY : Encoder.DELAY);
    }
}

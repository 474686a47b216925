package tutti.engine.audio;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Lets through of an upload what the host announced and was granted, and counts the rest. Nothing is decoded. */
final class UploadGate {
    /** An honest host has none; a browser with a fault of its own has some. Past it the upload ends. */
    private static final int FAULTS_A_MINUTE_MAX = 10;

    private static final long MINUTE_US = 60_000_000;

    /** Every tier at once is 150 a second. What a stalled connection brings in one go fits as well. */
    private static final int MESSAGES_A_SECOND = 250;

    private static final int MESSAGES_AT_ONCE = 1_500;

    /** Even with the buffer of `stable` nobody could hear it any more: whatever a host says is taken for no more than that. */
    private static final long LATE_US_MAX = 6_000_000;

    private static final long EARLY_US_MAX = 2_000_000;

    /** By how much instant and number may disagree from one packet to the next. */
    private static final long STRAY_US_MAX = 500_000;

    /** After half a second of nothing else the host's counter has jumped, as when a laptop slept. */
    private static final int STRAYS_MAX = 25;

    /** Tiers of one host are this close together; a packet further behind has no instant any more. */
    private static final long TIERS_APART_MAX = 250;

    private final SoundFormat format;
    private final long epoch;
    private final Map<Drop, Long> drops = new EnumMap<>(Drop.class);
    private final long[] lastSeq = new long[Tier.values().length];

    private boolean begun;
    private long newestSeq;
    private long newestPtsUs;
    private int strays;
    private boolean owesJump;
    private int faults;
    private long faultsSinceUs;
    private double messagesLeft = MESSAGES_AT_ONCE;
    private long messagesAtUs;

    sealed interface Verdict {
        /** `jumped`: the host's counter says nothing about the instant of what came before. */
        record Passed(Tier tier, long seq, long ptsUs, boolean jumped, ByteString bytes) implements Verdict {}

        record Dropped(Drop why) implements Verdict {}

        record TooManyFaults() implements Verdict {}
    }

    UploadGate(SoundFormat format, long epoch, long nowUs) {
        this.format = format;
        this.epoch = epoch;
        this.faultsSinceUs = nowUs;
        this.messagesAtUs = nowUs;
        Arrays.fill(lastSeq, Long.MIN_VALUE);
    }

    Verdict judge(ByteString bytes, long nowUs) {
        if (!isInTime(nowUs)) {
            return drop(Drop.TOO_MANY, nowUs);
        }
        AudioFrame frame = AudioFrame.decode(bytes);
        if (frame == null || frame.packets().size() != 1) {
            return drop(Drop.MALFORMED, nowUs);
        }
        Drop why = announced(frame);
        if (why != null) {
            return drop(why, nowUs);
        }
        Tier tier = requireNonNull(Tier.ofWire(frame.tier()));
        long seq = begun ? Serial.near(newestSeq, frame.seq()) : frame.seq();
        if (seq <= lastSeq[tier.wire()] || (begun && seq < newestSeq - TIERS_APART_MAX)) {
            return drop(Drop.OLD, nowUs);
        }
        return pass(tier, seq, frame, nowUs);
    }

    Map<Drop, Long> drops() {
        return drops;
    }

    /** What was let through has found no room; that it had jumped, the next one tells. */
    Verdict crowded(Verdict.Passed passed, long nowUs) {
        owesJump |= passed.jumped();
        return drop(Drop.CROWDED, nowUs);
    }

    private Verdict pass(Tier tier, long seq, AudioFrame frame, long nowUs) {
        long strayUs = frame.ptsUs() - newestPtsUs - (seq - newestSeq) * SoundFormat.PACKET_US;
        boolean jumped = begun && Math.abs(strayUs) > STRAY_US_MAX;
        if (jumped && ++strays < STRAYS_MAX) {
            return drop(Drop.IMPLAUSIBLE, nowUs);
        }
        strays = 0;
        lastSeq[tier.wire()] = seq;
        if (!begun || seq > newestSeq) {
            begun = true;
            newestSeq = seq;
            newestPtsUs = frame.ptsUs();
        }
        boolean tellsJump = jumped || owesJump;
        owesJump = false;
        long ptsUs = Math.clamp(frame.ptsUs(), nowUs - LATE_US_MAX, nowUs + EARLY_US_MAX);
        return new Verdict.Passed(tier, seq, ptsUs, tellsJump, frame.packets().getFirst());
    }

    private @Nullable Drop announced(AudioFrame frame) {
        boolean opus = format.codec() == SoundFormat.Codec.OPUS;
        if (frame.kind() != (opus ? AudioFrame.Kind.OPUS : AudioFrame.Kind.PCM)) {
            return Drop.WRONG_KIND;
        }
        Tier tier = Tier.ofWire(frame.tier());
        if (tier == null || opus == (tier == Tier.PCM)) {
            return Drop.WRONG_TIER;
        }
        if (frame.epoch() != Serial.wire(epoch)) {
            return Drop.OTHER_EPOCH;
        }
        ByteString packet = frame.packets().getFirst();
        boolean fits =
                opus ? OpusPacket.fits(packet, tier, format.channels()) : packet.size() == format.pcmPacketBytes();
        return fits ? null : Drop.WRONG_PACKET;
    }

    private boolean isInTime(long nowUs) {
        messagesLeft =
                Math.min(MESSAGES_AT_ONCE, messagesLeft + (nowUs - messagesAtUs) * MESSAGES_A_SECOND / 1_000_000.0);
        messagesAtUs = nowUs;
        if (messagesLeft < 1) {
            return false;
        }
        messagesLeft -= 1;
        return true;
    }

    private Verdict drop(Drop why, long nowUs) {
        drops.merge(why, 1L, Long::sum);
        if (nowUs - faultsSinceUs > MINUTE_US) {
            faultsSinceUs = nowUs;
            faults = 0;
        }
        faults += why.isFault() ? 1 : 0;
        return faults > FAULTS_A_MINUTE_MAX ? new Verdict.TooManyFaults() : new Verdict.Dropped(why);
    }
}

package tutti.engine.audio;

import java.util.Objects;
import java.util.function.Predicate;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One guest as the node's sound knows them: which tier they should hear, which they do, and how far they are. */
final class Ear {
    /** A decoder that begins is right after this many packets: so many are repeated in the new tier. */
    private static final int PRIMED_BY = 4;

    /** A tier that does not reach back so far is waited for this long, and then taken as it is. */
    private static final int WAITED_FOR = 25;

    /** 300 ms. A tier that is made here is some packets behind, and nobody minds. */
    static final int MISSING_PACKETS = 15;

    /** The room's delay leaves more to who is no later than the room goes by. */
    private static final int SPARE_MS = 20;

    /** What a guest said longer ago is not how it is now. */
    private static final long STALE_US = 5_000_000;

    /** Seconds, in which the room's delay has gone up as far as it does: who is late even then is not helped by it. */
    private static final int LATE_IN_LOWEST_MAX = 3;

    private static final Logger log = LoggerFactory.getLogger(Ear.class);
    private static final long NOWHERE = Long.MIN_VALUE / 2;

    private final Listener listener;
    private final Adaptation adaptation;
    private Quality quality;
    private SoundNews.Cause cause = SoundNews.Cause.CHOSEN;
    private @Nullable Tier current;
    private long nextSeq = NOWHERE;
    private boolean switching;
    private boolean silent = true;
    private boolean broken;
    private @Nullable HearingReport report;
    private long reportedUs;
    private double holeNeededMs;
    private long holeUs = NOWHERE;
    private int lateInLowest;

    Ear(Listener listener, Quality quality, long nowUs) {
        this.listener = listener;
        this.quality = quality;
        this.adaptation = new Adaptation(nowUs);
    }

    /** One guest's fault is nobody else's: who fails once is told nothing more. */
    boolean isBroken() {
        return broken;
    }

    void tell(SoundNews news) {
        to(guest -> {
            guest.told(news);
            return true;
        });
    }

    /** Whoever has heard nothing since is told of no end. */
    void end(ByteString frame) {
        if (!silent) {
            silent = true;
            to(guest -> guest.hear(frame, 0));
        }
    }

    private boolean to(Predicate<Listener> deed) {
        if (broken) {
            return true;
        }
        try {
            return deed.test(listener);
        } catch (RuntimeException fault) {
            broken = true;
            log.error("a guest's sound is ended by a fault of its own", fault);
            return true;
        }
    }

    /** Null while it hears nothing. */
    @Nullable
    Tier current() {
        return current;
    }

    /** Null for silence. */
    @Nullable
    Tier target() {
        if (quality == Quality.OFF) {
            return null;
        }
        return Objects.requireNonNullElse(quality.tier(), adaptation.tier());
    }

    void choose(Quality chosen) {
        quality = chosen;
        cause = SoundNews.Cause.CHOSEN;
        if (chosen == Quality.OFF) {
            current = null;
            nextSeq = NOWHERE;
            silent = true;
        }
    }

    void report(HearingReport said, int playoutDelayMs, long nowUs) {
        // One packet that comes far too late is in no figure of 99 in a hundred. By this the room's delay goes up by
        // 40 ms or less, for which players go slower: from 60 ms on it would be a hole for all the others.
        boolean canGrow = playoutDelayMs < PlayoutDelay.MOST_MS;
        if (report != null && said.underruns() > report.underruns() && canGrow) {
            holeNeededMs = playoutDelayMs - 2 * SPARE_MS;
            holeUs = nowUs;
        }
        report = said;
        reportedUs = nowUs;
        // What comes later than this is soon heard as a hole.
        boolean late = said.lateP95Ms() > playoutDelayMs - SPARE_MS;
        lateInLowest = late && target() == Tier.LOW ? lateInLowest + 1 : 0;
        if (quality == Quality.AUTO && late && adaptation.onLate(nowUs)) {
            cause = SoundNews.Cause.LATE;
        }
    }

    /** The last word of the guest's player, unless it is of long ago. */
    @Nullable
    HearingReport report(long nowUs) {
        return nowUs - reportedUs > STALE_US ? null : report;
    }

    /** The playout delay that would do for this guest, as far as is known. */
    double neededMs(HearingReport said, long nowUs) {
        return nowUs - holeUs > STALE_US ? said.lateP99Ms() : Math.max(said.lateP99Ms(), holeNeededMs);
    }

    /** Whether the room's delay goes by this guest too. Nothing lower is left to give to who is late for good. */
    boolean countsForDelay() {
        return lateInLowest < LATE_IN_LOWEST_MAX;
    }

    void onSecond(long nowUs) {
        if (quality == Quality.AUTO && adaptation.onClean(nowUs)) {
            cause = SoundNews.Cause.CLEAN;
        }
    }

    /** Another broadcast: whatever comes of it is the first. */
    void forget() {
        nextSeq = NOWHERE;
    }

    /** The counter of the broadcast begins anew. */
    void countFrom(long seq) {
        if (nextSeq != NOWHERE) {
            nextSeq = seq;
        }
    }

    /** All that is still to be heard, for who has just come. */
    void begin(Line line, Tier tier, long nowUs) {
        current = tier;
        tell(new SoundNews.QualityChanged(tier, tier == target() ? cause : SoundNews.Cause.STANDS_IN));
        for (GuestFrame frame : line.ring().stillToBeHeard(nowUs)) {
            give(frame, frame.replayed(), nowUs);
        }
    }

    /** The frame is in the line's ring already. */
    void hear(GuestFrame frame, Line line, long currentsNewest, long nowUs) {
        Tier target = target();
        if (target == null) {
            return;
        }
        if (current == frame.tier()) {
            give(frame, frame.bytes(), nowUs);
        } else if (current == null || nextSeq == NOWHERE) {
            begin(line, frame.tier(), nowUs);
        } else if (frame.tier() == target ? isReady(line) : currentsNewest < frame.lastSeq() - MISSING_PACKETS) {
            switchTo(line, frame.tier(), nowUs);
        }
    }

    private boolean isReady(Line line) {
        return line.newestSeq() >= nextSeq - MISSING_PACKETS
                && (line.ring().firstSeq() <= nextSeq - PRIMED_BY || line.newestSeq() >= nextSeq + WAITED_FOR);
    }

    private void switchTo(Line line, Tier tier, long nowUs) {
        current = tier;
        switching = true;
        nextSeq -= PRIMED_BY;
        tell(new SoundNews.QualityChanged(tier, tier == target() ? cause : SoundNews.Cause.STANDS_IN));
        for (GuestFrame frame : line.ring().from(nextSeq)) {
            give(frame, frame.bytes(), nowUs);
        }
    }

    private void give(GuestFrame frame, ByteString bytes, long nowUs) {
        if (frame.lastSeq() < nextSeq) {
            return;
        }
        nextSeq = frame.lastSeq() + 1;
        silent = false;
        ByteString given = switching ? frame.flagged(AudioFrame.TIER_SWITCH) : bytes;
        boolean taken = to(guest -> guest.hear(given, frame.packets()));
        switching = false;
        if (!taken && quality == Quality.AUTO && adaptation.onFull(nowUs)) {
            cause = SoundNews.Cause.SLOW;
        }
    }
}

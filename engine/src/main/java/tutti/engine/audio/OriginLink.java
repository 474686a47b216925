package tutti.engine.audio;

import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.clock.ClockOffset;

/** The line from a node's sound to the origin: what it asks for, what it got, and how the two nodes' clocks differ. */
final class OriginLink {
    /** The origin keeps hundreds on their way; so many are told of at a time. */
    private static final int TOLD_EVERY = 10;

    /** After so long without an answer something may have been lost on the way. */
    private static final long SILENT_US = 1_500_000;

    /** What is newly known of a clock is followed so fast, for between two nodes' guests it would be heard as a jump. */
    private static final long FOLLOWED_US_A_BEAT = 500;

    private static final long JUMP_US = 20_000;

    private final String here;
    private final ActorRef<FromOrigin> self;
    private final Clock clock;
    private final BiConsumer<String, DeskCommand> post;

    private Grant grant;
    private ClockOffset offset = new ClockOffset();
    private boolean offsetFollowed;
    private long offsetUs;
    private @Nullable ActorRef<FromNode> origin;
    private Set<Tier> asked = Set.of();
    private boolean fresh = true;
    private boolean answered;
    private long answeredUs;
    private long index;
    private long indexTold;

    /** `here`: this node's own address. */
    OriginLink(Grant grant, String here, ActorRef<FromOrigin> self, Clock clock, BiConsumer<String, DeskCommand> post) {
        this.grant = grant;
        this.here = here;
        this.self = self;
        this.clock = clock;
        this.post = post;
        this.answeredUs = clock.nowUs();
    }

    Grant grant() {
        return grant;
    }

    void moveTo(Grant newer) {
        if (!newer.origin().equals(grant.origin())) {
            offset = new ClockOffset();
            offsetFollowed = false;
            offsetUs = 0;
        }
        grant = newer;
        lookAnew();
    }

    /** The first beats ask for nothing but the time: only then the instants of packets mean something. */
    void beat(Set<Tier> wanted, FromNode.Audience audience, @Nullable Integer heardDelayMs) {
        long nowUs = clock.nowUs();
        asked = isClockKnown() ? Set.copyOf(wanted) : Set.of();
        fresh |= nowUs - answeredUs > SILENT_US;
        boolean askAgain = fresh && !asked.isEmpty();
        post.accept(
                grant.origin(),
                new FromNode.Beat(
                        grant.room(), grant.broadcast(), self, asked, askAgain, nowUs, audience, heardDelayMs));
        if (askAgain && nowUs - answeredUs <= SILENT_US) {
            fresh = false;
        }
    }

    /** False when it is of an upload that is no more. */
    boolean hear(FromOrigin.Beaten beaten) {
        if (beaten.epoch() < grant.epoch()) {
            return false;
        }
        long nowUs = clock.nowUs();
        answered = true;
        answeredUs = nowUs;
        if (!beaten.origin().equals(origin)) {
            origin = beaten.origin();
            index = 0;
            indexTold = 0;
            fresh = true;
        }
        if (!isHere()) {
            offset.add(beaten.sentUs(), beaten.receivedUs(), beaten.answeredUs(), nowUs);
            follow();
        }
        took(beaten.index(), true);
        return true;
    }

    /** In our clock; null while that is not known, or when it is of an older upload. */
    @Nullable
    SoundPacket hear(FromOrigin.Packet packet) {
        if (packet.sound().epoch() < grant.epoch()) {
            return null;
        }
        took(packet.index(), false);
        return isClockKnown() ? packet.sound().byClockThatIs(offsetUs) : null;
    }

    /** Whether the origin of this grant has been found. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether a beat is due now rather than in its turn: an origin that does not answer is not asked more often for it. */
    boolean wantsBeat(Set<Tier> wanted) {
        boolean hearsUs = clock.nowUs() - answeredUs <= SILENT_US;
        return isClockKnown() && (!asked.equals(wanted) || (fresh && hearsUs && !wanted.isEmpty()));
    }

    /** Whether somebody waits for sound that was not asked for. What nobody hears any more is nobody's hurry. */
    boolean lacks(@Nullable Tier tier) {
        return tier != null && isClockKnown() && !asked.contains(tier);
    }

    boolean wantsClock() {
        return !isHere() && offset.wantsMore();
    }

    private boolean isClockKnown() {
        return isHere() || offset.isKnown();
    }

    /** On one node there is one clock. */
    private boolean isHere() {
        return grant.origin().equals(here);
    }

    private void lookAnew() {
        fresh = true;
        answered = false;
        answeredUs = clock.nowUs();
    }

    private void follow() {
        long knownUs = offset.offsetUs();
        long restUs = knownUs - offsetUs;
        if (!offsetFollowed || Math.abs(restUs) > JUMP_US) {
            offsetUs = knownUs;
            offsetFollowed = offset.isKnown();
        } else {
            offsetUs += Math.clamp(restUs, -FOLLOWED_US_A_BEAT, FOLLOWED_US_A_BEAT);
        }
    }

    private void took(long upTo, boolean atOnce) {
        index = upTo;
        ActorRef<FromNode> to = origin;
        // An origin that had forgotten us counts from the beginning.
        boolean due = atOnce || index < indexTold || index - indexTold >= TOLD_EVERY;
        if (to != null && due) {
            indexTold = index;
            to.tell(new FromNode.Took(self, index));
        }
    }
}

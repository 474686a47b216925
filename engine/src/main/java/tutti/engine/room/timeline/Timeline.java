package tutti.engine.room.timeline;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;

/**
 * A room's moment. A change is scheduled a little ahead (`playback.baseServerUs` in the future) so that everyone makes it
 * together; until then `held`, the playback before it, holds. `version` counts every change, for ever.
 *
 * <p>Changes build on `playback`, on what was meant, even when it does not hold yet: who seeks and at once pauses is
 * paused where they sought to. A change that changes nothing gives back the same timeline.
 */
public record Timeline(
        Source source,
        Playback playback,
        @Nullable Playback held,
        long version,
        @Nullable UserId by,
        Reason reason) {

    /** Players leave such a drift alone, and clocks that are kept by NTP seldom differ by more. */
    private static final long SAME_CLOCK_US = 2_000;

    public enum Reason {
        OPENED,
        PLAY,
        PAUSE,
        SEEK,
        RATE,
        SOURCE,
        /** Held until everyone is ready, as the room's settings ask. */
        WAITING
    }

    public static Timeline opened(Source source, Playback playback, UserId by) {
        return new Timeline(source, playback, null, 1, by, Reason.OPENED);
    }

    /** What everyone does now. */
    public Playback holding(long nowUs) {
        return held != null && nowUs < playback.baseServerUs() ? held : playback;
    }

    public long positionUs(long nowUs) {
        return source.within(holding(nowUs).mediaUs(nowUs));
    }

    /** The same without a `held` that holds no more. */
    public Timeline settled(long nowUs) {
        return held == null || nowUs < playback.baseServerUs()
                ? this
                : new Timeline(source, playback, null, version, by, reason);
    }

    public boolean waits() {
        return reason == Reason.WAITING;
    }

    /** Whether Play would do anything. */
    public boolean stands(long nowUs) {
        return !waits() && (!playback.isPlaying() || ended(nowUs));
    }

    public Timeline play(UserId whose, Cue cue) {
        return stands(cue.nowUs()) ? started(whose, cue) : this;
    }

    /** As play, but nobody starts before {@link #begin}. */
    public Timeline await(UserId whose, Cue cue) {
        if (!stands(cue.nowUs())) {
            return this;
        }
        Playback waiting = playback.playing(false).movedTo(startUs(cue.nowUs()), cue.nowUs());
        return moved(whose, Reason.WAITING, waiting, null);
    }

    /** The wait is over. */
    public Timeline begin(Cue cue) {
        return waits() ? started(by, cue) : this;
    }

    public Timeline pause(UserId whose, Cue cue) {
        if (!playback.isPlaying() && !waits()) {
            return this;
        }
        long fromUs = fromUs(cue);
        return scheduled(whose, Reason.PAUSE, playback.playing(false).movedTo(meantUs(fromUs), fromUs), cue);
    }

    public Timeline seek(UserId whose, long toMediaUs, Cue cue) {
        long toUs = source.within(Math.max(0, toMediaUs));
        return scheduled(whose, waits() ? Reason.WAITING : Reason.SEEK, playback.movedTo(toUs, fromUs(cue)), cue);
    }

    public Timeline rate(UserId whose, double rate, Cue cue) {
        if (rate == playback.rate()) {
            return this;
        }
        long fromUs = fromUs(cue);
        Playback next = playback.movedTo(meantUs(fromUs), fromUs).atRate(rate);
        return scheduled(whose, waits() ? Reason.WAITING : Reason.RATE, next, cue);
    }

    /** New media stands at its start; when only more is known of the media (its duration, say), playback goes on. */
    public Timeline change(UserId whose, Source next, long nowUs) {
        if (next.equals(source)) {
            return this;
        }
        if (!next.sameMediaAs(source)) {
            return onto(whose, next, Reason.SOURCE, Playback.pausedAt(0, nowUs), null);
        }
        boolean scheduled = nowUs < playback.baseServerUs();
        Playback goingOn = scheduled ? playback : playback.movedTo(meantUs(nowUs), nowUs);
        return onto(whose, next, waits() ? Reason.WAITING : Reason.SOURCE, goingOn, scheduled ? held : null);
    }

    /**
     * As people go on by it who heard it before the room came to this node, whose clock may be another: they have it right,
     * for nothing stopped for them. Paused, it is the same by every clock.
     */
    public Timeline anchored(Anchor anchor) {
        long laterUs = anchor.baseServerUs() - playback.baseServerUs();
        if (anchor.version() != version
                || !playback.isPlaying()
                || Math.abs(laterUs) < Math.max(SAME_CLOCK_US, anchor.errorUs())) {
            return this;
        }
        return moved(null, Reason.OPENED, playback.later(laterUs), held == null ? null : held.later(laterUs));
    }

    public Timeline moved(@Nullable UserId whose, Reason why, Playback next, @Nullable Playback until) {
        return new Timeline(source, next, until, version + 1, whose, why);
    }

    public Timeline onto(UserId whose, Source next, Reason why, Playback nextPlayback, @Nullable Playback until) {
        return new Timeline(next, nextPlayback, until, version + 1, whose, why);
    }

    private Timeline started(@Nullable UserId whose, Cue cue) {
        Playback next = playback.playing(true).movedTo(startUs(fromUs(cue)), fromUs(cue));
        return scheduled(whose, Reason.PLAY, next, cue);
    }

    private Timeline scheduled(@Nullable UserId whose, Reason why, Playback next, Cue cue) {
        return moved(whose, why, next, next.baseServerUs() > cue.nowUs() ? holding(cue.nowUs()) : null);
    }

    /** Never before a change that is still to come, unless that lies where no cue can have put it: another node's clock did. */
    private long fromUs(Cue cue) {
        long soonestUs = cue.nowUs() + cue.leadUs();
        long comingUs = Math.min(playback.baseServerUs(), cue.nowUs() + Cue.LEAD_MAX_US);
        return Math.max(soonestUs, comingUs);
    }

    private long meantUs(long atUs) {
        return source.within(playback.mediaUs(atUs));
    }

    /** At the end, play means once more. */
    private long startUs(long atUs) {
        return ended(atUs) ? 0 : meantUs(atUs);
    }

    private boolean ended(long atUs) {
        Long durationUs = source.durationUs();
        return !source.loop() && durationUs != null && meantUs(atUs) >= durationUs;
    }
}

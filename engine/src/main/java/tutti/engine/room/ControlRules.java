package tutti.engine.room;

import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/** Who may move a room's timeline, and where to. */
final class ControlRules {
    static Verdict play(OpenRoom room, RoomCommand.Play play, Circumstances now) {
        Timeline timeline = room.timeline();
        boolean waits = room.settings().waitFor() == RoomSettings.WaitFor.EVERYONE
                && !(now.gathered() && now.presence().everyoneIsReady());
        return control(
                room,
                play.by(),
                waits ? timeline.await(play.by(), now.cue()) : timeline.play(play.by(), now.cue()),
                now);
    }

    static Verdict pause(OpenRoom room, RoomCommand.Pause pause, Circumstances now) {
        return moving(room, pause.by(), room.timeline().pause(pause.by(), now.cue()), now);
    }

    static Verdict seek(OpenRoom room, RoomCommand.Seek seek, Circumstances now) {
        return moving(room, seek.by(), room.timeline().seek(seek.by(), seek.mediaUs(), now.cue()), now);
    }

    static Verdict rate(OpenRoom room, RoomCommand.ChangeRate change, Circumstances now) {
        // Written so that NaN is refused as well.
        if (!(change.rate() >= Playback.RATE_MIN && change.rate() <= Playback.RATE_MAX)) {
            return Verdict.refused(
                    Refusal.BAD_MESSAGE, "the rate is " + Playback.RATE_MIN + " to " + Playback.RATE_MAX);
        }
        return control(room, change.by(), room.timeline().rate(change.by(), change.rate(), now.cue()), now);
    }

    static Verdict source(OpenRoom room, RoomCommand.ChangeSource change, Circumstances now) {
        if (!mayKeepHouse(room, change.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host chooses what is played");
        }
        Timeline changed = room.timeline().change(change.by(), change.source(), now.nowUs());
        return changed.equals(room.timeline())
                ? Verdict.agreed()
                : Verdict.happens(sourceChanged(change.by(), changed));
    }

    /** A permanent room opened anew plays what it is opened with. */
    static Verdict reopen(OpenRoom room, NewRoom again, long nowUs) {
        if (!again.host().equals(room.owner())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "there is such a room already");
        }
        Source source = again.source();
        if (!room.permanent() || source == null || source.equals(room.timeline().source())) {
            return Verdict.agreed();
        }
        return Verdict.happens(new RoomEvent.SourceChanged(
                room.owner(), source, Timeline.Reason.SOURCE, Playback.playingFrom(0, nowUs), null));
    }

    static RoomEvent moved(Timeline to) {
        return new RoomEvent.PlaybackMoved(to.by(), to.reason(), to.playback(), to.held());
    }

    /** Nobody in a permanent room, not even who opened it: it has no people for a host. */
    static boolean mayKeepHouse(OpenRoom room, UserId by) {
        return !room.permanent() && by.equals(room.host());
    }

    static RoomEvent sourceChanged(UserId by, Timeline to) {
        return new RoomEvent.SourceChanged(by, to.source(), to.reason(), to.playback(), to.held());
    }

    /** Where everyone may, nobody may all the time. */
    private static Verdict moving(OpenRoom room, UserId by, Timeline to, Circumstances now) {
        Verdict verdict = control(room, by, to, now);
        boolean counts = verdict instanceof Verdict.Agreed agreed
                && !agreed.events().isEmpty()
                && room.roleOf(by) == Role.GUEST
                && !room.order().control().holds(by, now.nowUs());
        return counts && !now.budget().takes(by, now.nowUs())
                ? Verdict.refused(Refusal.RATE_LIMITED, "you have paused and sought enough for now")
                : verdict;
    }

    private static Verdict control(OpenRoom room, UserId by, Timeline to, Circumstances now) {
        if (!mayControl(room, by, now.nowUs())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host, or who has control, controls playback here");
        }
        if (room.timeline().source().kind() == Source.Kind.LIVE) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "there is nothing here to play, pause or seek in");
        }
        return to.equals(room.timeline()) ? Verdict.agreed() : Verdict.happens(moved(to));
    }

    private static boolean mayControl(OpenRoom room, UserId by, long nowUs) {
        return mayKeepHouse(room, by)
                || (!room.permanent()
                        && switch (room.settings().control()) {
                            case HOST -> false;
                            case GRANTED -> room.order().control().holds(by, nowUs);
                            case EVERYONE -> true;
                        });
    }

    private ControlRules() {}
}

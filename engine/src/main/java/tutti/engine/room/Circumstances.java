package tutti.engine.room;

import tutti.engine.room.chat.Pace;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.timeline.Cue;

/** What a decision depends on besides the room itself. `gathered`: whoever is not here is not merely on the way. */
record Circumstances(Presence<?> presence, Cue cue, RoomLimits limits, Moods moods, boolean gathered) {
    long nowUs() {
        return cue.nowUs();
    }

    /** How often who did what of late; of the moment, and not durable. */
    record Moods(Pace pace, Flow talk, Flow applause, Budget budget) {}

    Pace pace() {
        return moods.pace();
    }

    Flow talk() {
        return moods.talk();
    }

    Flow applause() {
        return moods.applause();
    }

    Budget budget() {
        return moods.budget();
    }
}

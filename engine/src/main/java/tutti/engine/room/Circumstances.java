package tutti.engine.room;

import tutti.engine.room.chat.Applause;
import tutti.engine.room.chat.Pace;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.timeline.Cue;

/** What a decision depends on besides the room itself. */
record Circumstances(Presence<?> presence, Cue cue, RoomLimits limits, Pace pace, Applause applause) {
    long nowUs() {
        return cue.nowUs();
    }
}

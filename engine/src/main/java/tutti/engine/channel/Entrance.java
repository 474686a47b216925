package tutti.engine.channel;

import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;

/** Somebody at the door: the room has been asked, or cannot be reached yet. */
record Entrance(long ticket, Newcomer newcomer, Pass pass, Outbox outbox, boolean asked, boolean admitted) {
    Entrance(long ticket, Newcomer newcomer, Pass pass, Outbox outbox) {
        this(ticket, newcomer, pass, outbox, false, false);
    }

    Entrance whenAsked() {
        return new Entrance(ticket, newcomer, pass, outbox, true, admitted);
    }

    Entrance whenAdmitted() {
        return new Entrance(ticket, newcomer, pass, outbox, asked, true);
    }
}

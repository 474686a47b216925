package tutti.engine.channel;

import tutti.engine.room.presence.Newcomer;

/** Somebody at the door: the room has been asked, or cannot be reached yet. */
record Entrance(long ticket, Newcomer newcomer, Outbox outbox, boolean asked, boolean admitted) {
    Entrance(long ticket, Newcomer newcomer, Outbox outbox) {
        this(ticket, newcomer, outbox, false, false);
    }

    Entrance whenAsked() {
        return new Entrance(ticket, newcomer, outbox, true, admitted);
    }

    Entrance whenAdmitted() {
        return new Entrance(ticket, newcomer, outbox, asked, true);
    }
}

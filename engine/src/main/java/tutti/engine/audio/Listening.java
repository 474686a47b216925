package tutti.engine.audio;

import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.id.RoomId;

/** A guest's hold on a room's sound, from any thread. */
public final class Listening {
    private final RoomId room;
    private final Listener listener;
    private final ActorRef<DeskCommand> desk;

    Listening(RoomId room, Listener listener, ActorRef<DeskCommand> desk) {
        this.room = room;
        this.listener = listener;
        this.desk = desk;
    }

    public void choose(Quality quality) {
        desk.tell(new Hearing.Choose(room, listener, quality));
    }

    public void report(HearingReport report) {
        desk.tell(new Hearing.Report(room, listener, report));
    }

    public void stop() {
        desk.tell(new Hearing.End(room, listener));
    }
}

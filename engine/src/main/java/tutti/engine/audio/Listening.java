package tutti.engine.audio;

import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.id.BroadcastId;
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

    /** The broadcast is over: what came of it is still given, then its end, and nothing after that. */
    public void finish(BroadcastId broadcast) {
        desk.tell(new Hearing.Finish(room, listener, broadcast));
    }

    public void stop() {
        desk.tell(new Hearing.End(room, listener));
    }
}

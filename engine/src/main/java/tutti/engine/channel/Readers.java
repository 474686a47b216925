package tutti.engine.channel;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.room.Refusal;

/** Those who asked for a look at a room that is not here yet. */
final class Readers {
    /** More of them are sent away: their asks time out, but nobody takes those back. */
    private static final int WAITING_MAX = 1_000;

    private final List<ActorRef<Sight>> waiting = new ArrayList<>();

    void await(ActorRef<Sight> reader) {
        if (waiting.size() == WAITING_MAX) {
            reader.tell(new Sight.Unseen(Refusal.UNAVAILABLE));
        } else {
            waiting.add(reader);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void answer(Sight sight) {
        waiting.forEach(reader -> reader.tell(sight));
        waiting.clear();
    }
}

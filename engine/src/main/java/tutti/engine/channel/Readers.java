package tutti.engine.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;
import tutti.engine.room.Refusal;

/** Those who asked for a look at a room that is not here yet. */
final class Readers {
    /** More of them are sent away. */
    private static final int WAITING_MAX = 1_000;

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(ActorRef<Sight> reader, long sinceUs) {}

    void await(ActorRef<Sight> reader, long nowUs) {
        if (waiting.size() == WAITING_MAX) {
            reader.tell(new Sight.Unseen(Refusal.UNAVAILABLE));
        } else {
            waiting.addLast(new Waiting(reader, nowUs));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Those who came before that have given up. */
    void expire(long beforeUs) {
        while (!waiting.isEmpty() && waiting.peekFirst().sinceUs() < beforeUs) {
            waiting.removeFirst();
        }
    }

    void answer(Sight sight) {
        waiting.forEach(each -> each.reader().tell(sight));
        waiting.clear();
    }
}

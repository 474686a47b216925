package tutti.engine.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.Refusal;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;

/** People who wait to be seated, by ticket. They leave the door within `enter-within`, seated or not. */
final class Door {
    private final Map<Long, Entrance> entrances = new LinkedHashMap<>();
    private long tickets;

    /** Whoever of the same user waited is replaced. */
    Entrance stand(Newcomer newcomer, Pass pass, Outbox outbox) {
        Entrance earlier = of(newcomer.id());
        if (earlier != null) {
            entrances.remove(earlier.ticket());
            earlier.outbox().ended(new Outbox.Ending.Replaced());
        }
        Entrance entrance = new Entrance(++tickets, newcomer, pass, outbox);
        entrances.put(entrance.ticket(), entrance);
        return entrance;
    }

    void update(Entrance entrance) {
        entrances.put(entrance.ticket(), entrance);
    }

    @Nullable
    Entrance at(long ticket) {
        return entrances.get(ticket);
    }

    @Nullable
    Entrance of(UserId user) {
        for (Entrance entrance : entrances.values()) {
            if (entrance.newcomer().id().equals(user)) {
                return entrance;
            }
        }
        return null;
    }

    @Nullable
    Entrance leave(long ticket) {
        return entrances.remove(ticket);
    }

    List<Entrance> all() {
        return List.copyOf(entrances.values());
    }

    boolean isEmpty() {
        return entrances.isEmpty();
    }

    void turnAway(Refusal refusal) {
        entrances.values().forEach(entrance -> entrance.outbox().ended(new Outbox.Ending.Turned(refusal)));
        entrances.clear();
    }
}

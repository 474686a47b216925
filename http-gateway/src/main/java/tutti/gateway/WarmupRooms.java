package tutti.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomSettings;
import tutti.gateway.auth.Ids;

/** The rooms that a node has for itself while it warms up. What is asked of them resolves with what kept it from being done. */
final class WarmupRooms {
    /** Few, and yet likely that this node comes to own some and reaches others on other nodes. */
    private static final int COUNT = 3;

    private static final DisplayName NAME = new DisplayName("Warm-up");

    private final Rooms rooms;
    private final RoomSettings settings;
    /** One of those who come: the room of a host who never does would be given to another. */
    private final UserId host;

    private final List<RoomId> all;
    /** Those that were asked for, too: the answer may be lost, and the room be there. */
    private final Set<RoomId> left = new HashSet<>();

    private int opened;

    WarmupRooms(Rooms rooms, RoomSettings settings, UserId host) {
        this.rooms = rooms;
        this.settings = settings;
        this.host = host;
        Ids ids = new Ids();
        this.all = Stream.generate(ids::room).limit(COUNT).toList();
    }

    List<RoomId> all() {
        return all;
    }

    /** What is not known to be closed. */
    Set<RoomId> left() {
        return Set.copyOf(left);
    }

    /** Asked again, it is the same room. */
    CompletionStage<Optional<String>> openNext() {
        RoomId room = all.get(opened);
        left.add(room);
        return rooms.open(new NewRoom(room, NAME, host, null, Access.of(false), settings, false))
                .handle(WarmupRooms::trouble);
    }

    /** Whether all of them are now. */
    boolean nextIsOpen() {
        return ++opened == COUNT;
    }

    CompletionStage<Optional<String>> close(RoomId room) {
        return rooms.close(room, host)
                .handle((outcome, fault) -> isGone(outcome) ? Optional.<String>empty() : trouble(outcome, fault));
    }

    void isClosed(RoomId room) {
        left.remove(room);
    }

    private static boolean isGone(@Nullable Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                && (refused.refusal() == Refusal.ROOM_CLOSED || refused.refusal() == Refusal.ROOM_NOT_FOUND);
    }

    private static Optional<String> trouble(@Nullable Outcome<?> outcome, @Nullable Throwable fault) {
        return switch (outcome) {
            case null -> Optional.of("a room: " + fault);
            case Outcome.Ok<?> ok -> Optional.empty();
            case Outcome.Refused<?> refused ->
                Optional.of("a room: " + refused.refusal().code() + ": " + refused.why());
        };
    }
}

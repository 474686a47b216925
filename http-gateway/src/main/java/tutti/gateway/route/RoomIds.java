package tutti.gateway.route;

import java.util.Optional;
import tutti.engine.id.RoomId;

/** Ids out of URLs, before anything else looks at them. */
final class RoomIds {
    /** Empty when no room can be called that. */
    static Optional<RoomId> of(String segment) {
        try {
            return Optional.of(new RoomId(segment));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private RoomIds() {}
}

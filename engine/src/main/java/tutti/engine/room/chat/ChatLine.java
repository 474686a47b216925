package tutti.engine.room.chat;

import org.jspecify.annotations.Nullable;
import tutti.engine.id.MessageId;

/** One line, as it was said: `from` keeps the name and role of that moment. `seq` counts up by one in a room, for ever. */
public record ChatLine(
        long seq,
        Author from,
        String text,
        long serverUs,
        long mediaUs,
        @Nullable MessageId clientId) {
    public static final int CODE_POINTS_MAX = 500;
}

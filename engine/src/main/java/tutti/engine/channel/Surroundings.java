package tutti.engine.channel;

import java.util.function.Function;
import org.apache.pekko.actor.typed.RecipientRef;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.room.RoomCommand;

/** What the channels of a node work with: the way to each room, wherever it is, and what they share. */
public record Surroundings(
        Function<RoomId, RecipientRef<RoomCommand>> rooms,
        Clock clock,
        NewsEncoder encoder,
        ChannelSettings settings) {}

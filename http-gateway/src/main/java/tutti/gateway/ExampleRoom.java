package tutti.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.timeline.Source;
import tutti.gateway.route.Samples;

/** The room of the example track, which plays for ever and which `/status` tells of. */
public final class ExampleRoom {
    private static final Logger LOG = LoggerFactory.getLogger(ExampleRoom.class);
    private static final UserId HOST = new UserId("tutti");
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);
    private static final Duration BETWEEN_LATER_TRIES = Duration.ofSeconds(5);
    private static final int QUICK_TRIES = 30;

    private final Rooms rooms;
    private final Source track;
    private final RoomSettings settings;

    private ExampleRoom(Rooms rooms, Source track, RoomSettings settings) {
        this.rooms = rooms;
        this.track = track;
        this.settings = settings;
    }

    /**
     * Resolves when it is there, or after some tries: it goes on trying, for a node is of use without it too. Without a
     * track there is nothing to open.
     */
    public static CompletionStage<Done> open(
            ActorSystem<?> system, Rooms rooms, Samples samples, RoomSettings settings) {
        Optional<Source> track = samples.exampleTrack();
        if (track.isEmpty()) {
            LOG.warn("no example track in the media directory: /status has nothing to tell");
            return CompletableFuture.completedStage(Done.getInstance());
        }
        ExampleRoom example = new ExampleRoom(rooms, track.get(), settings);
        return Patterns.retry(example::isThere, QUICK_TRIES, BETWEEN_TRIES, system.classicSystem())
                .exceptionally(fault -> {
                    LOG.warn("/status has nothing to tell yet: {}", fault.getMessage());
                    Patterns.retry(example::isThere, Integer.MAX_VALUE, BETWEEN_LATER_TRIES, system.classicSystem())
                            .thenRun(() -> LOG.info("/status has something to tell"));
                    return Done.getInstance();
                });
    }

    private CompletionStage<Done> isThere() {
        return rooms.look(Samples.EXAMPLE_ROOM).thenCompose(found -> switch (found) {
            case Outcome.Ok<NodeCopy> there ->
                there.value().view().timeline().source().equals(track)
                        ? CompletableFuture.completedStage(Done.getInstance())
                        // This version brings another track, or has it elsewhere.
                        : rooms.open(room()).thenApply(ExampleRoom::opened);
            case Outcome.Refused<NodeCopy> refused -> {
                if (refused.refusal() != Refusal.ROOM_NOT_FOUND) {
                    throw new NotYet(refused.refusal(), refused.why());
                }
                yield rooms.open(room()).thenApply(ExampleRoom::opened);
            }
        });
    }

    private NewRoom room() {
        String name = track.title().isBlank() ? "Example" : track.title();
        return new NewRoom(Samples.EXAMPLE_ROOM, new DisplayName(name), HOST, track, Access.LISTED, settings, true);
    }

    private static Done opened(Outcome<Long> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Long> ok -> Done.getInstance();
            // Another node may have been faster; the next look will tell.
            case Outcome.Refused<Long> refused -> throw new NotYet(refused.refusal(), refused.why());
        };
    }

    private static final class NotYet extends RuntimeException {
        NotYet(Refusal refusal, String why) {
            super("the example room: " + refusal.code() + ": " + why);
        }
    }
}

package tutti.gateway.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.gateway.wire.Quality;

/** A node that relays no sound: what hosts send is dropped, and guests hear nothing. */
public record SilentStudio() implements Studio {
    @Override
    public Upload upload(RoomId room, Grant grant, Feed feed, Ear host) {
        return new Deaf();
    }

    @Override
    public Listening listen(RoomId room, Broadcast broadcast, Quality wanted, Ear guest) {
        return new Mute();
    }

    private record Deaf() implements Upload {
        @Override
        public CompletionStage<Taken> take(ByteString frame, long receivedUs) {
            return CompletableFuture.completedStage(Taken.DROPPED);
        }

        @Override
        public void lost() {}

        @Override
        public void end() {}
    }

    private record Mute() implements Listening {
        @Override
        public void follow(Broadcast resumed) {}

        @Override
        public void quality(Quality wanted) {}

        @Override
        public void report(double lateP95Ms, double driftMs, int underruns) {}

        @Override
        public void end() {}
    }
}

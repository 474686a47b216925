package tutti.gateway.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.broadcast.Playout;
import tutti.gateway.socket.Ear;
import tutti.gateway.socket.Listening;
import tutti.gateway.socket.Studio;
import tutti.gateway.socket.Upload;
import tutti.gateway.wire.Quality;

/** Remembers who sends and who listens, and says to frames what the test wants. */
public final class RecordingStudio implements Studio {
    public final List<Sending> uploads = new CopyOnWriteArrayList<>();
    public final List<Hearing> listeners = new CopyOnWriteArrayList<>();
    public volatile Function<ByteString, CompletionStage<Upload.Taken>> verdict =
            frame -> CompletableFuture.completedStage(Upload.Taken.TAKEN);

    @Override
    public Upload upload(RoomId room, Grant grant, Feed feed, Ear host) {
        Sending sending = new Sending(grant, feed, host);
        uploads.add(sending);
        return sending;
    }

    @Override
    public Listening listen(RoomId room, Broadcast broadcast, Quality wanted, Ear guest) {
        Hearing hearing = new Hearing(broadcast, wanted, guest);
        listeners.add(hearing);
        return hearing;
    }

    public final class Sending implements Upload {
        public final Grant grant;
        public final Feed feed;
        public final Ear host;
        public final List<ByteString> frames = new CopyOnWriteArrayList<>();
        public volatile @Nullable Playout chosen;
        public volatile boolean lost;
        public volatile boolean superseded;
        public volatile boolean ended;

        Sending(Grant grant, Feed feed, Ear host) {
            this.grant = grant;
            this.feed = feed;
            this.host = host;
        }

        @Override
        public CompletionStage<Taken> take(ByteString frame, long receivedUs) {
            frames.add(frame);
            return verdict.apply(frame);
        }

        @Override
        public void choose(Playout playout) {
            chosen = playout;
        }

        @Override
        public void lost() {
            lost = true;
        }

        @Override
        public void superseded() {
            superseded = true;
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    public static final class Hearing implements Listening {
        public final Ear guest;
        public volatile Broadcast broadcast;
        public volatile Quality wanted;
        public volatile @Nullable Report report;
        public volatile boolean finished;
        public volatile boolean ended;

        Hearing(Broadcast broadcast, Quality wanted, Ear guest) {
            this.broadcast = broadcast;
            this.wanted = wanted;
            this.guest = guest;
        }

        @Override
        public void follow(Broadcast resumed) {
            broadcast = resumed;
        }

        @Override
        public void quality(Quality quality) {
            wanted = quality;
        }

        @Override
        public void report(Report latest) {
            report = latest;
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public void end() {
            ended = true;
        }
    }
}

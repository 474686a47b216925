package tutti.engine.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tutti.engine.channel.Outbox;
import tutti.engine.id.BroadcastId;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.presence.Member;

/** Remembers what a member heard. */
public final class RecordingOutbox implements Outbox {
    public final List<String> frames = new CopyOnWriteArrayList<>();
    public volatile @Nullable Member you;
    public volatile @Nullable RoomView view;
    public volatile @Nullable Ending ending;
    public volatile @Nullable Broadcast onAir;
    public volatile @Nullable RoomSettings settings;
    private volatile boolean full;

    @Override
    public void seated(Member you, RoomView view) {
        this.you = you;
        this.view = view;
    }

    @Override
    public boolean offer(String frame) {
        if (!full) {
            frames.add(frame);
        }
        return !full;
    }

    @Override
    public void onAir(Broadcast broadcast) {
        onAir = broadcast;
    }

    @Override
    public void offAir(BroadcastId broadcast) {
        onAir = null;
    }

    @Override
    public void settingsChanged(RoomSettings changed) {
        settings = changed;
    }

    @Override
    public void ended(Ending ending) {
        this.ending = ending;
    }

    public void fillUp() {
        full = true;
    }

    public boolean isSeated() {
        return you != null;
    }
}

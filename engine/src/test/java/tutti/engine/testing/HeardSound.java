package tutti.engine.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.AudioFrame;
import tutti.engine.audio.Listener;
import tutti.engine.audio.SoundNews;

/** A guest who remembers the sound they were given. */
public final class HeardSound implements Listener {
    private final List<AudioFrame> frames = new CopyOnWriteArrayList<>();

    @Override
    public boolean hear(ByteString frame, int packets) {
        frames.add(AudioFrame.decode(frame));
        return true;
    }

    @Override
    public void told(SoundNews news) {}

    public boolean has(long epoch) {
        return frames.stream().anyMatch(frame -> frame.epoch() == epoch);
    }

    public boolean hasEnded() {
        return frames.stream().anyMatch(frame -> frame.kind() == AudioFrame.Kind.END);
    }
}

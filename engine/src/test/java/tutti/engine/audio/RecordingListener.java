package tutti.engine.audio;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.util.ByteString;

/** A guest that remembers what it was given, and takes nothing while it is full. */
final class RecordingListener implements Listener {
    final List<ByteString> bytes = new CopyOnWriteArrayList<>();
    final List<AudioFrame> frames = new CopyOnWriteArrayList<>();
    final List<SoundNews> news = new CopyOnWriteArrayList<>();
    volatile boolean full;
    volatile boolean broken;

    @Override
    public boolean hear(ByteString frame, int packets) {
        if (broken) {
            throw new IllegalStateException("a guest with a fault of its own");
        }
        if (full) {
            return false;
        }
        bytes.add(frame);
        frames.add(AudioFrame.decode(frame));
        return true;
    }

    @Override
    public void told(SoundNews told) {
        news.add(told);
    }

    boolean hasHeard(long seq) {
        return frames.stream()
                .anyMatch(frame -> frame.seq() <= seq
                        && seq < frame.seq() + frame.packets().size());
    }

    boolean hasHeard(Tier tier, long seq) {
        return frames.stream()
                .anyMatch(frame -> frame.tier() == tier.wire()
                        && frame.seq() <= seq
                        && seq < frame.seq() + frame.packets().size());
    }

    AudioFrame with(Tier tier, int flag) {
        return frames.stream()
                .filter(frame -> frame.tier() == tier.wire() && (frame.flags() & flag) != 0)
                .findFirst()
                .orElseThrow();
    }

    AudioFrame last() {
        return frames.getLast();
    }

    long statsHeard() {
        return news.stream().filter(SoundNews.Stats.class::isInstance).count();
    }

    boolean wasTold(Tier tier, SoundNews.Cause cause) {
        return news.contains(new SoundNews.QualityChanged(tier, cause));
    }

    List<SoundNews.DelayChanged> delays() {
        return news.stream()
                .filter(SoundNews.DelayChanged.class::isInstance)
                .map(SoundNews.DelayChanged.class::cast)
                .toList();
    }

    /** As last told. */
    int delayMs() {
        List<SoundNews.DelayChanged> told = delays();
        return told.isEmpty() ? PlayoutDelay.FIRST_MS : told.getLast().playoutDelayMs();
    }

    /** Of a packet, going by the frame it came in. */
    long ptsUs(long seq) {
        AudioFrame frame = frames.stream()
                .filter(each ->
                        each.seq() <= seq && seq < each.seq() + each.packets().size())
                .findFirst()
                .orElseThrow();
        return frame.ptsUs() + (seq - frame.seq()) * SoundFormat.PACKET_US;
    }
}

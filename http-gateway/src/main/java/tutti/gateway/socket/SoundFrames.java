package tutti.gateway.socket;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A room's sound is handed to one guest after the other, as the same bytes: the message around them is made once for all, so that
 * what waits for those who do not read is theirs together. A newcomer is replayed seconds of it at once, and the next one the same
 * again, so more than the latest is known. Where many rooms take turns in between, it is only made more often.
 */
public final class SoundFrames {
    /** A newcomer is replayed 133 at most, 8 s of 60 ms: so much for a few rooms. With their bytes about a megabyte. */
    static final int KNOWN_MAX = 512;

    private final AtomicReference<@Nullable SoundFrame> latest = new AtomicReference<>();
    /** Never more than are in `order`, and those that are just being made. */
    private final ConcurrentHashMap<Bytes, SoundFrame> known = new ConcurrentHashMap<>();

    private final AtomicReferenceArray<@Nullable Bytes> order = new AtomicReferenceArray<>(KNOWN_MAX);
    private final AtomicInteger made = new AtomicInteger();

    /** The same object, not the same sound: whoever relays it hands the one on to everybody. */
    private record Bytes(ByteString bytes) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes(ByteString others) && others == bytes;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(bytes);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    SoundFrame of(ByteString bytes, int packets) {
        SoundFrame last = latest.get();
        if (last != null && last.bytes() == bytes) {
            return last;
        }
        SoundFrame frame = known(bytes, packets);
        latest.set(frame);
        return frame;
    }

    int known() {
        return known.size();
    }

    private SoundFrame known(ByteString bytes, int packets) {
        Bytes key = new Bytes(bytes);
        SoundFrame before = known.get(key);
        if (before != null) {
            return before;
        }
        SoundFrame frame = SoundFrame.of(bytes, packets);
        SoundFrame another = known.putIfAbsent(key, frame);
        if (another != null) {
            return another;
        }
        Bytes oldest = order.getAndSet(Math.floorMod(made.getAndIncrement(), KNOWN_MAX), key);
        if (oldest != null) {
            known.remove(oldest);
        }
        return frame;
    }
}

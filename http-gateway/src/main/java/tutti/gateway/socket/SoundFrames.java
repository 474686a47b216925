package tutti.gateway.socket;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A room's sound is handed to one guest after the other, as the same bytes: the message around them is made once for all. Where
 * rooms take turns in between, it is only made more often.
 */
public final class SoundFrames {
    private final AtomicReference<@Nullable SoundFrame> latest = new AtomicReference<>();

    @SuppressWarnings("ReferenceEquality")
    SoundFrame of(ByteString bytes, int packets) {
        SoundFrame known = latest.get();
        if (known != null && known.bytes() == bytes) {
            return known;
        }
        SoundFrame made = SoundFrame.of(bytes, packets);
        latest.set(made);
        return made;
    }
}

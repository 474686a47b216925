package tutti.gateway.wire;

import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.MessageId;

/** A frame of a client: a message, or why it is none. The `id` is kept in both, for the answer. */
public sealed interface Decoded {
    record Message(ClientMessage message, @Nullable MessageId id) implements Decoded {}

    /** A frame of sound, not looked into. */
    record Sound(ByteString bytes) implements Decoded {}

    record Malformed(Code code, String why, @Nullable MessageId id) implements Decoded {}
}

package tutti.gateway.socket;

import java.time.Duration;
import tutti.engine.setting.Bounds;
import tutti.gateway.limit.Limit;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.Json;

/** `tutti.gateway.socket` of the configuration, and what one socket may send. */
public record SocketSettings(
        Duration joinWithin,
        Duration frameWithin,
        Duration silenceMax,
        Duration goodbyeWithin,
        Duration drainSpread,
        Duration handOverWithin,
        int outboxMax,
        long outboxBytesMax,
        long outboxesBytesMax,
        int socketsMax,
        int socketsByAddressMax,
        boolean bypass,
        Limits limits) {
    public SocketSettings {
        Bounds.atLeast("TUTTI_OUTBOX_MAX", 1, outboxMax);
        Bounds.atLeast("TUTTI_OUTBOX_BYTES_MAX", 1, outboxBytesMax);
        Bounds.atLeast("TUTTI_SOCKETS_MAX", 1, socketsMax);
        Bounds.atLeast("TUTTI_SOCKETS_BY_ADDRESS_MAX", 1, socketsByAddressMax);
        if (outboxesBytesMax < outboxBytesMax) {
            throw new IllegalArgumentException(
                    "tutti.gateway.socket.outboxes-heap-share must hold at least one outbox of outbox-bytes-max");
        }
    }

    /**
     * `text` and `sound` are bytes of one socket. `refused` bounds how often it is told no, `malformed` how often it may talk
     * nonsense.
     */
    public record Limits(
            Limit text,
            Limit sound,
            Limit chat,
            Limit control,
            Limit react,
            Limit ping,
            Limit report,
            Limit broadcast,
            Limit quality,
            Limit others,
            Limit refused,
            Limit malformed) {
        /** Four bytes a character are the most there can be. */
        private static final int TEXT_BURST_LEAST = 4 * Json.INPUT_CHARS_MAX;

        /** What a host sends who shares 48 kHz in stereo as it is, with the heads of the frames. */
        private static final int SOUND_PER_SECOND_LEAST = 200_000;

        public Limits {
            Bounds.atLeast("tutti.gateway.limits.text-bytes.burst", TEXT_BURST_LEAST, text.burst());
            Bounds.atLeast("tutti.gateway.limits.sound-bytes.burst", Codec.SOUND_BYTES_MAX, sound.burst());
            Bounds.atLeast(
                    "tutti.gateway.limits.sound-bytes.per-second", SOUND_PER_SECOND_LEAST, (long) sound.perSecond());
        }
    }
}

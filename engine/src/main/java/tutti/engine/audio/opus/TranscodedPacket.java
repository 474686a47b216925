package tutti.engine.audio.opus;

import org.apache.pekko.util.ByteString;

/** What {@link TimedPacket} of the same epoch and seq sounds like at another rate. */
public record TranscodedPacket(long epoch, long seq, Rate rate, ByteString bytes) {}

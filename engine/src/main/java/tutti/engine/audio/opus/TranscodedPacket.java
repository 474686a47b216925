package tutti.engine.audio.opus;

import org.apache.pekko.util.ByteString;
import tutti.engine.audio.Tier;

/** What {@link TimedPacket} of the same epoch and seq sounds like in a tier that is made of it. */
public record TranscodedPacket(long epoch, long seq, Tier tier, ByteString bytes) {}

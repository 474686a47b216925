package tutti.engine.audio.opus;

import org.apache.pekko.util.ByteString;

/** 20 ms of a broadcast. `seq` goes up by one per packet; `epoch` changes whenever the sound begins anew. */
public record TimedPacket(long epoch, long seq, ByteString bytes) {}

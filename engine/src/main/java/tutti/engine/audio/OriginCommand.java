package tutti.engine.audio;

import org.apache.pekko.util.ByteString;

sealed interface OriginCommand permits FromNode, OriginCommand.Uploaded, OriginCommand.Made, OriginCommand.Local {
    record Uploaded(UploadGate.Verdict.Passed packet) implements OriginCommand {}

    record Made(Tier tier, long seq, ByteString bytes) implements OriginCommand {}

    sealed interface Local extends OriginCommand {}

    record Choose(Latency latency) implements Local {}

    record End(EndReason why) implements Local {}

    /** The host's socket is gone without a word. */
    record Lost() implements Local {}

    record Tick() implements Local {}
}

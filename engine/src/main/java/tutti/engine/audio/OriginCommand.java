package tutti.engine.audio;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

sealed interface OriginCommand permits FromNode, OriginCommand.Uploaded, OriginCommand.Made, OriginCommand.Local {
    record Uploaded(UploadGate.Verdict.Passed packet) implements OriginCommand {}

    record Made(Tier tier, long seq, ByteString bytes) implements OriginCommand {}

    sealed interface Local extends OriginCommand {}

    /** Before its end, to whom resumes it here: guests' beats say the same, but packets may come before they do. */
    record HandOver(ActorRef<OriginCommand> heir) implements Local {}

    /** What the upload before this one has come to. */
    record GoOn(int playoutDelayMs) implements Local {}

    record Choose(Latency latency) implements Local {}

    record End(EndReason why) implements Local {}

    /** The host's socket is gone without a word. */
    record Lost() implements Local {}

    record Tick() implements Local {}
}

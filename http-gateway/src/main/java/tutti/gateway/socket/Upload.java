package tutti.gateway.socket;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import tutti.engine.room.broadcast.Playout;

/** A host's sound on its way in. */
public interface Upload {
    /** The next frame is read from the socket when the stage is complete: that is how a host learns that we are behind. */
    CompletionStage<Taken> take(ByteString frame, long receivedUs);

    /** The room wants its guests so far behind from now on. */
    void choose(Playout playout);

    /** The socket is gone without a word: guests wait, and the host may resume with an upload of its own. */
    void lost();

    /** Another upload goes on with the same broadcast: guests hear a gap at most. */
    void superseded();

    /** The broadcast is over. */
    void end();

    enum Taken {
        TAKEN,
        /** A good frame that comes too late, too early or too often. */
        DROPPED,
        /** Not a frame of such a broadcast. Too much of that ends the socket. */
        MALFORMED,
        /** No more frames are taken: another upload has the later epoch. */
        ENDED
    }
}

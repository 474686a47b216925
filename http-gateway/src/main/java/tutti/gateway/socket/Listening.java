package tutti.gateway.socket;

import tutti.engine.room.broadcast.Broadcast;
import tutti.gateway.wire.Quality;

/** One guest's hearing of a broadcast. */
public interface Listening {
    /** The same broadcast, in another epoch and perhaps from another node. */
    void follow(Broadcast resumed);

    /** Never OFF: that ends it. */
    void quality(Quality wanted);

    /** What the guest sees of it, each second or so. */
    void report(Report report);

    /** `bufferMs`: what is there to be played. `lateP95Ms`, `lateP99Ms`: how long after its capture sound is there. */
    record Report(double lateP95Ms, double lateP99Ms, double driftMs, int bufferMs, int underruns) {}

    /** The broadcast is over: what came of it is still given, then its end. */
    void finish();

    void end();
}

package tutti.engine.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The instants that the last packets were given. A packet has the same in every tier, however late a tier comes. */
final class Stamps {
    /** 10 s: more than any tier is behind another. */
    private static final int KEPT = 512;

    private final long[] seqs = new long[KEPT];
    private final long[] capturedUs = new long[KEPT];
    private final long[] heardUs = new long[KEPT];

    record Stamp(long capturedUs, long heardUs) {}

    Stamps() {
        Arrays.fill(seqs, Long.MIN_VALUE);
    }

    @Nullable
    Stamp of(long seq) {
        int at = Math.floorMod(seq, KEPT);
        return seqs[at] == seq ? new Stamp(capturedUs[at], heardUs[at]) : null;
    }

    Stamp put(long seq, long captured, long heard) {
        int at = Math.floorMod(seq, KEPT);
        seqs[at] = seq;
        capturedUs[at] = captured;
        heardUs[at] = heard;
        return new Stamp(captured, heard);
    }
}

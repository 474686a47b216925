package tutti.engine.audio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last of what was sent, for who comes late: all that is still to be heard, and a little of what was. */
final class SoundRing<T extends SoundRing.Piece> {
    /** 10 s in packets. Reached only by a clock that jumps, and then the oldest go. */
    private static final int PIECES_MAX = 500;

    private final long keptUs;
    private final Deque<T> pieces = new ArrayDeque<>();

    interface Piece {
        long firstSeq();

        long lastSeq();

        /** When its last sample has been heard. */
        long silentUs();
    }

    /** `keptUs`: so long after it was heard. */
    SoundRing(long keptUs) {
        this.keptUs = keptUs;
    }

    void add(T piece, long nowUs) {
        pieces.addLast(piece);
        while (pieces.size() > PIECES_MAX || pieces.getFirst().silentUs() + keptUs < nowUs) {
            pieces.removeFirst();
            if (pieces.isEmpty()) {
                return;
            }
        }
    }

    List<T> stillToBeHeard(long nowUs) {
        List<T> left = new ArrayList<>();
        for (T piece : pieces) {
            if (piece.silentUs() > nowUs) {
                left.add(piece);
            }
        }
        return left;
    }

    /** Everything that has packet `seq` or a later one. */
    List<T> from(long seq) {
        List<T> found = new ArrayList<>();
        for (T piece : pieces) {
            if (piece.lastSeq() >= seq) {
                found.add(piece);
            }
        }
        return found;
    }

    /** The earliest packet it has; as late as can be when it has none. */
    long firstSeq() {
        return pieces.isEmpty() ? Long.MAX_VALUE : pieces.getFirst().firstSeq();
    }

    void clear() {
        pieces.clear();
    }
}

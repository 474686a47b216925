package tutti.gateway.media;

import java.util.Iterator;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.headers.ByteRange;
import org.apache.pekko.http.javadsl.model.headers.Range;

/** A stretch of a file, from `first` to `last`, both within it. */
record Span(long first, long last) {
    long length() {
        return last - first + 1;
    }

    String ofSize(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    /** What is asked for of a file of this size. Several ranges at once are nobody's need: they get the whole file. */
    static Asked asked(Optional<Range> header, long size) {
        Iterator<ByteRange> ranges =
                header.map(Range::getRanges).map(Iterable::iterator).orElse(null);
        if (ranges == null || !ranges.hasNext()) {
            return Asked.Whole.WHOLE;
        }
        ByteRange range = ranges.next();
        return ranges.hasNext() ? Asked.Whole.WHOLE : within(range, size);
    }

    sealed interface Asked {
        enum Whole implements Asked {
            WHOLE
        }

        enum Outside implements Asked {
            OUTSIDE
        }

        record Part(Span span) implements Asked {}
    }

    private static Asked within(ByteRange range, long size) {
        long first = range.isSuffix()
                ? Math.max(0, size - range.getSuffixLength().orElse(0))
                : range.isSlice()
                        ? range.getSliceFirst().orElse(0)
                        : range.getOffset().orElse(0);
        long last = range.isSlice() ? Math.min(range.getSliceLast().orElse(size - 1), size - 1) : size - 1;
        return first > last ? Asked.Outside.OUTSIDE : new Asked.Part(new Span(first, last));
    }
}

package tutti.engine.room.timeline;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.Letters;

/**
 * What a room plays. `src` is an absolute http(s) address or a path of this site; a live source has none. `durationUs` is
 * what the host's player found out, and may be unknown until then.
 */
public record Source(
        Kind kind,
        @Nullable String src,
        String title,
        @Nullable Long durationUs,
        boolean loop) {
    public static final int SRC_CHARS_MAX = 2_048;
    public static final int TITLE_CODE_POINTS_MAX = 120;
    private static final int PORT_MAX = 65_535;
    /** Ten days: longer than any film, short enough that microseconds never overflow. */
    public static final long DURATION_US_MAX = 864_000_000_000L;

    /** What a room plays that was opened without anything: nothing yet. */
    public static final Source NOTHING = new Source(Kind.LIVE, null, "", null, false);

    public enum Kind {
        VIDEO,
        TRACK,
        LIVE
    }

    public Source {
        if (src == null ? kind != Kind.LIVE : !isPlayable(src)) {
            throw new IllegalArgumentException("src is an http(s) address or a path of this site");
        }
        if (title.codePointCount(0, title.length()) > TITLE_CODE_POINTS_MAX) {
            throw new IllegalArgumentException("a title has at most " + TITLE_CODE_POINTS_MAX + " characters");
        }
        if (!title.isEmpty() && !Letters.makeAName(title)) {
            throw new IllegalArgumentException("a title has letters and no control characters");
        }
        if (durationUs != null && (durationUs <= 0 || durationUs > DURATION_US_MAX)) {
            throw new IllegalArgumentException("duration is more than 0 and at most 864000 seconds");
        }
        if (loop && durationUs == null) {
            throw new IllegalArgumentException("a looping source needs its duration");
        }
    }

    /** The position as it can be: round and round in a loop, and else never outside the media. */
    public long within(long mediaUs) {
        if (durationUs == null) {
            return Math.clamp(mediaUs, 0, DURATION_US_MAX);
        }
        return loop ? Math.floorMod(mediaUs, durationUs) : Math.clamp(mediaUs, 0, durationUs);
    }

    /** Whether this is the same media, about which more or something else is known. */
    public boolean sameMediaAs(Source other) {
        return src != null && src.equals(other.src) && kind == other.kind;
    }

    /** Nothing but the web's own schemes: a `javascript:` or `file:` source would run in every guest's page. */
    private static boolean isPlayable(String src) {
        if (src.length() > SRC_CHARS_MAX || !Letters.areOneLine(src)) {
            return false;
        }
        if (src.startsWith("/")) {
            return !src.startsWith("//") && !src.contains("\\");
        }
        try {
            URI uri = URI.create(src);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() <= PORT_MAX
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}

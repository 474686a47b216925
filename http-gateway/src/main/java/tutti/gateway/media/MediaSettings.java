package tutti.gateway.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who gets media and for how long. `open` are the beginnings of the paths under the media directory that anybody may have;
 * `bunny` is the pull zone that is signed for, if there is one.
 */
public record MediaSettings(
        boolean signed, List<String> open, Duration urlTtl, Duration wholeUrlTtl, Optional<Bunny> bunny) {
    public MediaSettings {
        if (!urlTtl.isPositive() || wholeUrlTtl.compareTo(urlTtl) < 0) {
            throw new IllegalArgumentException(
                    "tutti.gateway.media.url-ttl must be above 0 and whole-url-ttl not below it");
        }
    }

    /** A host of Bunny's, and the key of its token authentication. */
    public record Bunny(String host, String key) {
        @Override
        public String toString() {
            return "Bunny[host=" + host + "]";
        }
    }
}

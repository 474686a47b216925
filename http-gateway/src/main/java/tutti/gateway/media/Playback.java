package tutti.gateway.media;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.room.timeline.Source;

/** From where a room's source is played: under a signed address, where whoever serves it checks one. */
public final class Playback {
    private static final String LOCAL = "/media/";

    private final MediaSettings settings;
    private final List<UrlSigner> local;
    private final Optional<UrlSigner> bunny;
    private final Clock clock;

    /** `keys`: the first signs for local media, each of them is good to be checked with. */
    public Playback(MediaSettings settings, List<byte[]> keys, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        local = keys.stream().map(UrlSigner::new).toList();
        bunny = settings.bunny().map(zone -> new UrlSigner(zone.key().getBytes(StandardCharsets.UTF_8)));
    }

    /** `expiresAtMs` is null for an address that is good for ever. */
    public record Address(String url, @Nullable Long expiresAtMs) {}

    /**
     * Empty when there is nothing to play. `base` is this site's own. A player that cannot be given another address midway
     * does not renew: its address outlives the whole source, and a long pause.
     */
    public Optional<Address> address(Source source, String base, boolean renews) {
        String src = source.src();
        if (src == null) {
            return Optional.empty();
        }
        long expiresS = clock.nowMs() / 1_000 + life(source, renews).toSeconds();
        if (src.startsWith("/")) {
            return Optional.of(
                    isLocal(src) && settings.signed() && !isOpen(src)
                            ? new Address(base + signed(src, expiresS), expiresS * 1_000)
                            : new Address(base + src, null));
        }
        URI url = URI.create(src);
        boolean isBunnys =
                settings.bunny().isPresent() && settings.bunny().get().host().equalsIgnoreCase(url.getHost());
        return Optional.of(
                isBunnys
                        ? new Address(bunny.orElseThrow().inPath(url, terms(url.getPath(), expiresS)), expiresS * 1_000)
                        : new Address(src, null));
    }

    /** Whether anybody may have this path of ours. */
    boolean isOpen(String path) {
        return !settings.signed()
                || (isLocal(path) && settings.open().stream().anyMatch(path.substring(LOCAL.length())::startsWith));
    }

    /** `folder` is the signature, decoded, as it stands in front of the path. */
    boolean isSigned(String folder, String path) {
        return SignedFolder.of(folder)
                .filter(read -> read.covers(path) && read.terms().expiresS() * 1_000 > clock.nowMs())
                .filter(read ->
                        local.stream().anyMatch(signer -> signer.isToken(read.token(), read.path(), read.terms())))
                .isPresent();
    }

    private String signed(String src, long expiresS) {
        String path = URI.create(src).getPath();
        return local.getFirst().folder(path, terms(path, expiresS)) + src;
    }

    /** A film is the folder it lies in. One that lies in no folder of its own is its one file. */
    private static UrlSigner.Terms terms(String path, long expiresS) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        boolean isRoot = folder.equals("/") || folder.equals(LOCAL);
        return UrlSigner.Terms.of(expiresS, Map.of(UrlSigner.TOKEN_PATH, isRoot ? path : folder));
    }

    private Duration life(Source source, boolean renews) {
        if (renews) {
            return settings.urlTtl();
        }
        Long durationUs = source.durationUs();
        return settings.wholeUrlTtl().plusMillis(durationUs == null ? 0 : durationUs / 1_000);
    }

    private static boolean isLocal(String path) {
        return path.startsWith(LOCAL);
    }
}

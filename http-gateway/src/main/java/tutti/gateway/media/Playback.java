package tutti.gateway.media;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.room.timeline.Source;

/** From where a room's source is played: under a signed address, where whoever serves it checks one. */
public final class Playback {
    private static final String LOCAL = "/media/";
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

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
        boolean isOurs = src.startsWith("/");
        String plain = isOurs ? base + src : src;
        Optional<String> file = fileOf(src);
        if (file.isEmpty() || !(isOurs ? isKept(file.get()) : isBunnys(src))) {
            return Optional.of(new Address(plain, null));
        }
        long expiresS = clock.nowMs() / 1_000 + life(source, renews).toSeconds();
        UrlSigner.Terms terms = terms(file.get(), expiresS);
        try {
            String url = isOurs
                    ? base + local.getFirst().folder(file.get(), terms) + src
                    : bunny.orElseThrow().inPath(URI.create(src), terms);
            return Optional.of(new Address(url, expiresS * 1_000));
        } catch (IllegalArgumentException saysTooMuch) {
            // Such as a token_path of the host's own.
            return Optional.of(new Address(plain, null));
        }
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

    /** The path of a file. Empty for what names none, such as a folder: whoever got that signed would have all that is in it. */
    private static Optional<String> fileOf(String src) {
        try {
            return Optional.ofNullable(URI.create(src).getPath()).filter(Playback::namesAFile);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static boolean namesAFile(String path) {
        return path.startsWith("/")
                && Stream.of(path.substring(1).split("/", -1)).noneMatch(NO_NAMES::contains);
    }

    private boolean isKept(String path) {
        return isLocal(path) && !isOpen(path);
    }

    private boolean isBunnys(String src) {
        String host = URI.create(src).getHost();
        return settings.bunny()
                .filter(zone -> zone.host().equalsIgnoreCase(host))
                .isPresent();
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

package tutti.gateway.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tokens are signed with the `current` key. While keys are being changed, those signed with the other one are good too. */
public record TokenKeys(TokenKey current, Optional<TokenKey> other) {
    private static final String CURRENT = "TUTTI_TOKEN_KEY";
    private static final String OTHER = "TUTTI_TOKEN_KEY_OTHER";

    /** Where an operator put a key: in the environment, in a file, or nowhere. Keys never show in a text. */
    public record Place(Optional<String> key, Optional<Path> file) {
        public boolean isEmpty() {
            return key.isEmpty() && file.isEmpty();
        }

        @Override
        public String toString() {
            return isEmpty() ? "nowhere" : file.map(Path::toString).orElse("given");
        }
    }

    /** Without a key that was given, the one of this data directory, made at the first start. */
    public static TokenKeys of(Place current, Place other, Path dataDir) throws IOException {
        Optional<TokenKey> given = read(current, CURRENT);
        return new TokenKeys(given.isPresent() ? given.get() : TokenKey.kept(dataDir), read(other, OTHER));
    }

    /** By which nodes tell whether they know each other's tokens: the current key's, then the other one's. */
    public List<String> fingerprints() {
        return all().stream().map(TokenKey::fingerprint).toList();
    }

    List<TokenKey> all() {
        return Stream.concat(Stream.of(current), other.stream()).toList();
    }

    private static Optional<TokenKey> read(Place place, String variable) throws IOException {
        if (place.key().isPresent() && place.file().isPresent()) {
            throw new IllegalArgumentException("set " + variable + " or " + variable + "_FILE, not both");
        }
        if (place.key().isPresent()) {
            return Optional.of(TokenKey.decoded(place.key().get(), variable));
        }
        if (place.file().isPresent()) {
            Path file = place.file().get();
            return Optional.of(TokenKey.decoded(Files.readString(file).strip(), file.toString()));
        }
        return Optional.empty();
    }
}

package tutti.gateway.media;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A signature as it stands in a path, read but not believed. Only the form that this server gives out is read. */
record SignedFolder(String token, String path, UrlSigner.Terms terms) {
    private static final int EXPIRES_DIGITS_MAX = 12;

    /** Empty for what is none. */
    static Optional<SignedFolder> of(String folder) {
        Map<String, String> said = new TreeMap<>();
        for (String part : folder.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0 || said.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        String token = said.remove("bcdn_token");
        String path = said.get(UrlSigner.TOKEN_PATH);
        Long expiresS = seconds(said.remove("expires"));
        return token == null || path == null || expiresS == null
                ? Optional.empty()
                : Optional.of(new SignedFolder(token, path, UrlSigner.Terms.of(expiresS, said)));
    }

    boolean covers(String asked) {
        return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
    }

    private static @Nullable Long seconds(@Nullable String text) {
        boolean isNumber = text != null
                && !text.isEmpty()
                && text.length() <= EXPIRES_DIGITS_MAX
                && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        return isNumber ? Long.valueOf(text) : null;
    }
}

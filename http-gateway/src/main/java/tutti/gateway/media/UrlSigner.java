package tutti.gateway.media;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of media that are good for a while, signed as Bunny's CDN checks them since April 2026: HMAC-SHA256 over path,
 * expiry, visitor and parameters. In the directory form the signature is the first folder of the path, so that everything a
 * playlist names relative to itself carries it too.
 */
public final class UrlSigner {
    /** What begins the folder that is the signature. */
    public static final String MARK = "bcdn_token=";

    static final String TOKEN_PATH = "token_path";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "HS256-";
    private static final String PREFIX_WITH_VISITOR = "HS256-1-";
    private static final int V4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;

    private final SecretKeySpec key;

    public UrlSigner(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Until when an address is good, for whom (for everybody without a visitor), and what else is said in it, such as
     * `token_path`: the beginning of all paths it is good for.
     */
    public record Terms(long expiresS, @Nullable InetAddress visitor, SortedMap<String, String> parameters) {
        public static Terms of(long expiresS, Map<String, String> parameters) {
            return new Terms(expiresS, null, new TreeMap<>(parameters));
        }
    }

    /** `{scheme}://{host}/bcdn_token={token}&…&expires={expires}{path}` */
    public String inPath(URI url, Terms terms) {
        Terms all = withQuery(url, terms);
        return site(url) + folder(url.getPath(), all) + url.getRawPath();
    }

    /** `{scheme}://{host}{path}?token={token}&…&expires={expires}` */
    public String inQuery(URI url, Terms terms) {
        Terms all = withQuery(url, terms);
        return site(url) + url.getRawPath() + "?token=" + token(url.getPath(), all) + tail(all);
    }

    /** The signature as a folder, `/bcdn_token=…`, for a path of this site. */
    String folder(String path, Terms terms) {
        return "/" + MARK + token(path, terms) + tail(terms);
    }

    /** Takes as long for one that is nearly right as for any other. */
    boolean isToken(String token, String path, Terms terms) {
        return MessageDigest.isEqual(
                token(path, terms).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private String token(String path, Terms terms) {
        Mac mac = mac();
        String signed = Objects.requireNonNullElse(terms.parameters().get(TOKEN_PATH), path);
        mac.update((signed + terms.expiresS()).getBytes(StandardCharsets.UTF_8));
        if (terms.visitor() != null) {
            mac.update(counted(terms.visitor().getAddress()));
        }
        mac.update(joined(terms, UnaryOperator.identity()).getBytes(StandardCharsets.UTF_8));
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        return (terms.visitor() == null ? PREFIX : PREFIX_WITH_VISITOR) + token;
    }

    private static String tail(Terms terms) {
        String said = joined(terms, UrlSigner::encoded);
        return (said.isEmpty() ? "" : "&" + said) + "&expires=" + terms.expiresS();
    }

    private static String joined(Terms terms, UnaryOperator<String> value) {
        return terms.parameters().entrySet().stream()
                .map(said -> said.getKey() + "=" + value.apply(said.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Whoever has one IPv6 address has its whole /64. */
    private static byte[] counted(byte[] address) {
        return address.length == V4_BYTES
                ? address
                : Arrays.copyOf(Arrays.copyOf(address, NETWORK_BYTES), address.length);
    }

    private static Terms withQuery(URI url, Terms terms) {
        if (url.getRawQuery() == null) {
            return terms;
        }
        SortedMap<String, String> all = new TreeMap<>(terms.parameters());
        for (String said : url.getRawQuery().split("&", -1)) {
            String[] parts = said.split("=", 2);
            String before = all.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            if (before != null) {
                throw new IllegalArgumentException("the address says " + parts[0] + " twice");
            }
        }
        return new Terms(terms.expiresS(), terms.visitor(), all);
    }

    private static String site(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException bug) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, bug);
        }
    }
}

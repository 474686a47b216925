package tutti.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tutti.engine.id.Network;
import tutti.engine.id.RoomId;

/** Addresses as rooms keep them: the same in one room, nothing like it in another, and not to be read back without our key. */
public final class Networks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 12;

    private final SecretKeySpec key;

    public Networks(TokenKeys keys) {
        key = new SecretKeySpec(keys.current().bytes(), ALGORITHM);
    }

    public Network of(RoomId room, String address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal(("network " + room + " " + address).getBytes(StandardCharsets.UTF_8));
            return new Network(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
        } catch (NoSuchAlgorithmException | InvalidKeyException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }
}

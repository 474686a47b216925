package tutti.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens for a room that are not good enough. `key` is the server's own, in Base64, and `guestsToken` a good one of a guest. */
public record ForgedTokens(AnnsRoom room, String key, String guestsToken) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "tutti-room+jwt";

    /** By what is wrong with it. */
    public Map<String, String> bad() throws JOSEException, IOException {
        String otherRoom = AnnsRoom.open(room.server()).token();
        String otherKey =
                Base64.getEncoder().encodeToString("not the key of this server, only as long".getBytes(UTF_8));
        String hostId = room.opened().path("hostId").asText();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("expired", signed(claims(hostId, room.id(), "host", -60_000), TYPE, key));
        bad.put("another room's", otherRoom);
        bad.put("alg none", new PlainJWT(claims(hostId, room.id(), "host", 60_000)).serialize());
        bad.put("another key", signed(claims(hostId, room.id(), "host", 60_000), TYPE, otherKey));
        bad.put("another kind", signed(claims(hostId, room.id(), "host", 60_000), "tutti-invite+jwt", key));
        bad.put("a changed role", withRole(guestsToken, "host"));
        bad.put("no token at all", "popcorn");
        return bad;
    }

    /** Ours, only that it says host of one whom the room knows as a guest. */
    public String hosts(String user) throws JOSEException {
        return signed(claims(user, room.id(), "host", 60_000), TYPE, key);
    }

    private static JWTClaimsSet claims(String user, String roomId, String role, long livesMs) {
        return new JWTClaimsSet.Builder()
                .issuer("tutti")
                .audience("tutti")
                .subject(user)
                .expirationTime(new Date(System.currentTimeMillis() + livesMs))
                .claim("room", roomId)
                .claim("role", role)
                .build();
    }

    private static String signed(JWTClaimsSet claims, String type, String key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        token.sign(new MACSigner(Base64.getDecoder().decode(key)));
        return token.serialize();
    }

    /** As somebody would change it who has no key. */
    private static String withRole(String token, String role) throws IOException {
        String[] parts = token.split("\\.");
        ObjectNode claims = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        claims.put("role", role);
        String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(claims));
        return parts[0] + "." + changed + "." + parts[2];
    }
}

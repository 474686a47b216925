package tutti.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;
import tutti.gateway.wire.Words;

/** Who somebody is in one room, signed by this service, so that they come back as the same person. */
public final class RoomTokens {
    /** Longer ones are none of ours. */
    public static final int CHARS_MAX = 2_048;

    private static final JOSEObjectType TYPE = new JOSEObjectType("tutti-room+jwt");
    private static final String NAME = "tutti";
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build();

    private final TokenKey key;
    private final JWSSigner signer;
    private final ConfigurableJWTProcessor<SecurityContext> processor;
    private final Duration ttl;
    private final Clock clock;

    /** What a token turned out to be. The role in it is only the one it was issued with: the room says what it is now. */
    public sealed interface Checked {
        record Valid(UserId user) implements Checked {}

        enum Refused implements Checked {
            EXPIRED,
            INVALID
        }
    }

    public RoomTokens(TokenKey key, Duration ttl, Clock clock) {
        try {
            signer = new MACSigner(key.bytes());
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("not a key for HS256", tooShort);
        }
        this.key = key;
        processor = processor(key, clock);
        this.ttl = ttl;
        this.clock = clock;
    }

    @SuppressWarnings("JavaUtilDate")
    public String issue(RoomId room, UserId user, Role role) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(NAME)
                .subject(user.value())
                .expirationTime(new Date(clock.nowMs() + ttl.toMillis()))
                .claim("room", room.value())
                .claim("role", Words.of(role))
                .build();
        SignedJWT token = new SignedJWT(HEADER, claims);
        try {
            token.sign(signer);
        } catch (JOSEException bug) {
            throw new IllegalStateException("cannot sign a token", bug);
        }
        return token.serialize();
    }

    /** Keys for another purpose, the same on all nodes: the first to sign with, each of them to check with. */
    public List<byte[]> keysFor(String purpose) {
        return List.of(key.derived(purpose));
    }

    /** A token of another room is no token here. */
    public Checked check(@Nullable String token, RoomId room) {
        if (token == null || token.length() > CHARS_MAX) {
            return Checked.Refused.INVALID;
        }
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return claims.getSubject() != null && room.value().equals(claims.getStringClaim("room"))
                    ? new Checked.Valid(new UserId(claims.getSubject()))
                    : Checked.Refused.INVALID;
        } catch (ExpiredJWTException expired) {
            return Checked.Refused.EXPIRED;
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException invalid) {
            return Checked.Refused.INVALID;
        }
    }

    @SuppressWarnings("JavaUtilDate") // It is what Nimbus asks for.
    private static ConfigurableJWTProcessor<SecurityContext> processor(TokenKey key, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        // The algorithm is ours to say, never the token's.
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(key.bytes())));
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        NAME, new JWTClaimsSet.Builder().issuer(NAME).build(), Set.of("exp", "sub", "room", "role")) {
                    @Override
                    protected Date currentTime() {
                        return new Date(clock.nowMs());
                    }
                };
        processor.setJWTClaimsSetVerifier(verifier);
        return processor;
    }
}

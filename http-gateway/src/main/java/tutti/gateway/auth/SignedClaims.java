package tutti.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Set;
import tutti.engine.clock.Clock;

/**
 * One kind of JWT. The algorithm, the kind, the issuer and for whom it is are ours to say, never the token's; it names the
 * key (`kid`), but only among ours.
 */
final class SignedClaims {
    private final JWSHeader header;
    private final JWSSigner signer;
    private final ConfigurableJWTProcessor<SecurityContext> processor;

    /** `name` is who issues them and for whom; `required` are the claims without which it is none of ours. */
    SignedClaims(TokenKeys keys, JOSEObjectType type, String name, Set<String> required, Clock clock) {
        header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(type)
                .keyID(keys.current().id())
                .build();
        try {
            signer = new MACSigner(keys.current().bytes());
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("not a key for HS256", tooShort);
        }
        processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, known(keys)));
        processor.setJWTClaimsSetVerifier(verifier(name, required, clock));
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException bug) {
            throw new IllegalStateException("cannot sign a token", bug);
        }
        return token.serialize();
    }

    /** Throws ExpiredJWTException, a BadJOSEException, for what was good once. */
    JWTClaimsSet read(String token) throws ParseException, BadJOSEException {
        try {
            return processor.process(token, null);
        } catch (JOSEException unusable) {
            throw new BadJOSEException("a token that no key of ours fits", unusable);
        }
    }

    /** Tokens of a version that named no key are tried with each. */
    private static ImmutableJWKSet<SecurityContext> known(TokenKeys keys) {
        List<JWK> all = keys.all().stream()
                .<JWK>map(key -> new OctetSequenceKey.Builder(key.bytes())
                        .keyID(key.id())
                        .build())
                .toList();
        return new ImmutableJWKSet<>(new JWKSet(all));
    }

    @SuppressWarnings("JavaUtilDate") // It is what Nimbus asks for.
    private static DefaultJWTClaimsVerifier<SecurityContext> verifier(String name, Set<String> required, Clock clock) {
        return new DefaultJWTClaimsVerifier<>(
                name, new JWTClaimsSet.Builder().issuer(name).build(), required) {
            @Override
            protected Date currentTime() {
                return new Date(clock.nowMs());
            }
        };
    }
}

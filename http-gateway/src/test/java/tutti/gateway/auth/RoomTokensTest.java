package tutti.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;
import tutti.gateway.auth.RoomTokens.Checked;

@DisplayName("A room token")
class RoomTokensTest {
    private static final RoomId ROOM = new RoomId("friday-film");
    private static final UserId ANN = new UserId("ann-0001");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[40]);

    @TempDir
    Path data;

    private final AtomicLong nowUs = new AtomicLong(1_795_000_000_000_000L);
    private RoomTokens tokens;

    @BeforeEach
    void make() throws IOException {
        tokens = new RoomTokens(TokenKey.of(Optional.of(KEY), data), Duration.ofHours(24), nowUs::get);
    }

    @Test
    void says_who_its_bearer_is() {
        String token = tokens.issue(ROOM, ANN, Role.HOST);

        assertThat(tokens.check(token, ROOM)).isEqualTo(new Checked.Valid(ANN));
    }

    @Test
    void is_for_one_room_only() {
        String token = tokens.issue(ROOM, ANN, Role.HOST);

        assertThat(tokens.check(token, new RoomId("other-room"))).isEqualTo(Checked.Refused.INVALID);
    }

    @Test
    void gets_old() {
        String token = tokens.issue(ROOM, ANN, Role.GUEST);

        nowUs.addAndGet(Duration.ofHours(25).toNanos() / 1_000);

        assertThat(tokens.check(token, ROOM)).isEqualTo(Checked.Refused.EXPIRED);
    }

    @Test
    void is_refused_when_it_says_itself_how_to_be_trusted() throws JOSEException {
        JWTClaimsSet claims = claims("tutti", "tutti");

        assertThat(tokens.check(new PlainJWT(claims).serialize(), ROOM)).isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check(signed(claims, JWSAlgorithm.HS256, "JWT", KEY), ROOM))
                .isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check(
                        signed(
                                claims,
                                JWSAlgorithm.HS512,
                                "tutti-room+jwt",
                                Base64.getEncoder().encodeToString(new byte[64])),
                        ROOM))
                .isEqualTo(Checked.Refused.INVALID);
    }

    @Test
    void is_refused_when_somebody_else_made_it_or_for_somebody_else() throws JOSEException {
        String otherKey = Base64.getEncoder().encodeToString("another key of forty bytes, as good as ours".getBytes());

        assertThat(tokens.check(signed(claims("tutti", "tutti"), JWSAlgorithm.HS256, "tutti-room+jwt", otherKey), ROOM))
                .isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check(signed(claims("else", "tutti"), JWSAlgorithm.HS256, "tutti-room+jwt", KEY), ROOM))
                .isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check(signed(claims("tutti", "else"), JWSAlgorithm.HS256, "tutti-room+jwt", KEY), ROOM))
                .isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check(signed(claims("tutti", "tutti"), JWSAlgorithm.HS256, "tutti-room+jwt", KEY), ROOM))
                .isEqualTo(new Checked.Valid(ANN));
    }

    @Test
    void is_refused_when_it_is_nonsense() {
        assertThat(tokens.check(null, ROOM)).isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check("", ROOM)).isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check("a.b.c", ROOM)).isEqualTo(Checked.Refused.INVALID);
        assertThat(tokens.check("x".repeat(100_000), ROOM)).isEqualTo(Checked.Refused.INVALID);
    }

    @Test
    void outlives_a_restart_with_the_key_kept_for_its_owner_alone() throws IOException {
        String token = new RoomTokens(TokenKey.of(Optional.empty(), data), Duration.ofHours(1), nowUs::get)
                .issue(ROOM, ANN, Role.HOST);

        RoomTokens after = new RoomTokens(TokenKey.of(Optional.empty(), data), Duration.ofHours(1), nowUs::get);

        assertThat(after.check(token, ROOM)).isEqualTo(new Checked.Valid(ANN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void is_not_made_with_a_weak_key() {
        assertThatThrownBy(() -> TokenKey.of(Optional.of("c2hvcnQ="), data))
                .hasMessage("TUTTI_TOKEN_KEY must be base64 of at least 32 bytes");
    }

    private JWTClaimsSet claims(String issuer, String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(ANN.value())
                .expirationTime(new Date(nowUs.get() / 1_000 + 60_000))
                .claim("room", ROOM.value())
                .claim("role", "host")
                .build();
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, String type, String key)
            throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).build(), claims);
        token.sign(new MACSigner(Base64.getDecoder().decode(key)));
        return token.serialize();
    }
}

package tutti.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.text.ParseException;
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
    private static final TokenKeys.Place NOWHERE = new TokenKeys.Place(Optional.empty(), Optional.empty());
    private static final String NEXT_KEY =
            Base64.getEncoder().encodeToString("the key that comes after, of forty bytes".getBytes(UTF_8));
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[40]);

    @TempDir
    Path data;

    private final AtomicLong nowUs = new AtomicLong(1_795_000_000_000_000L);
    private RoomTokens tokens;

    @BeforeEach
    void make() throws IOException {
        tokens = tokens(given(KEY), NOWHERE);
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
        String guests = tokens.issue(ROOM, ANN, Role.GUEST);
        String hosts = tokens.issue(ROOM, ANN, Role.HOST);

        nowUs.addAndGet(Duration.ofHours(3).toNanos() / 1_000);

        assertThat(tokens.check(guests, ROOM)).isEqualTo(Checked.Refused.EXPIRED);
        assertThat(tokens.check(hosts, ROOM)).isEqualTo(new Checked.Valid(ANN));
        nowUs.addAndGet(Duration.ofHours(22).toNanos() / 1_000);
        assertThat(tokens.check(hosts, ROOM)).isEqualTo(Checked.Refused.EXPIRED);
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
        String token = tokens(NOWHERE, NOWHERE).issue(ROOM, ANN, Role.HOST);

        RoomTokens after = tokens(NOWHERE, NOWHERE);

        assertThat(after.check(token, ROOM)).isEqualTo(new Checked.Valid(ANN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("token.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void is_good_on_every_node_while_one_after_the_other_changes_its_key() throws IOException {
        RoomTokens yesterday = tokens(given(KEY), NOWHERE);
        RoomTokens knowsBoth = tokens(given(KEY), given(NEXT_KEY));
        RoomTokens signsWithTheNext = tokens(given(NEXT_KEY), given(KEY));
        RoomTokens tomorrow = tokens(given(NEXT_KEY), NOWHERE);

        assertThat(knowsBoth.check(yesterday.issue(ROOM, ANN, Role.GUEST), ROOM))
                .isEqualTo(new Checked.Valid(ANN));
        assertThat(knowsBoth.check(signsWithTheNext.issue(ROOM, ANN, Role.GUEST), ROOM))
                .isEqualTo(new Checked.Valid(ANN));
        assertThat(signsWithTheNext.check(knowsBoth.issue(ROOM, ANN, Role.GUEST), ROOM))
                .isEqualTo(new Checked.Valid(ANN));
        assertThat(tomorrow.check(yesterday.issue(ROOM, ANN, Role.GUEST), ROOM)).isEqualTo(Checked.Refused.INVALID);
        assertThat(yesterday.check(tomorrow.issue(ROOM, ANN, Role.GUEST), ROOM)).isEqualTo(Checked.Refused.INVALID);
    }

    @Test
    void of_a_version_that_named_no_key_is_still_good() throws JOSEException, IOException {
        String nameless = signed(claims("tutti", "tutti"), JWSAlgorithm.HS256, "tutti-room+jwt", KEY);

        assertThat(tokens(given(NEXT_KEY), given(KEY)).check(nameless, ROOM)).isEqualTo(new Checked.Valid(ANN));
    }

    @Test
    void names_its_key_without_telling_anything_of_it() throws ParseException {
        SignedJWT token = SignedJWT.parse(tokens.issue(ROOM, ANN, Role.GUEST));

        assertThat(token.getHeader().getKeyID()).hasSize(8);
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(token.getJWTClaimsSet().getIssueTime()).isNotNull();
    }

    @Test
    void is_signed_with_a_key_out_of_a_file_too() throws IOException {
        Path file = Files.writeString(data.resolve("secret"), KEY + "\n");

        RoomTokens fromFile = tokens(new TokenKeys.Place(Optional.empty(), Optional.of(file)), NOWHERE);

        assertThat(fromFile.check(tokens.issue(ROOM, ANN, Role.GUEST), ROOM)).isEqualTo(new Checked.Valid(ANN));
        assertThatThrownBy(() -> tokens(new TokenKeys.Place(Optional.of(KEY), Optional.of(file)), NOWHERE))
                .hasMessage("set TUTTI_TOKEN_KEY or TUTTI_TOKEN_KEY_FILE, not both");
        assertThat(given(KEY).toString()).doesNotContain(KEY);
    }

    @Test
    void is_not_made_with_a_weak_key() {
        assertThatThrownBy(() -> tokens(given("c2hvcnQ="), NOWHERE))
                .hasMessage("TUTTI_TOKEN_KEY must be base64 of at least 32 bytes");
    }

    private RoomTokens tokens(TokenKeys.Place key, TokenKeys.Place other) throws IOException {
        return new RoomTokens(TokenKeys.of(key, other, data), Duration.ofHours(2), Duration.ofHours(24), nowUs::get);
    }

    private static TokenKeys.Place given(String key) {
        return new TokenKeys.Place(Optional.of(key), Optional.empty());
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

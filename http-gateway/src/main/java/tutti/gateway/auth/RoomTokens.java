package tutti.gateway.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
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

    private final TokenKeys keys;
    private final SignedClaims signed;
    private final Duration ttl;
    private final Duration hostTtl;
    private final Clock clock;

    /** What a token turned out to be. The role in it is only the one it was issued with: the room says what it is now. */
    public sealed interface Checked {
        record Valid(UserId user) implements Checked {}

        enum Refused implements Checked {
            EXPIRED,
            INVALID
        }
    }

    /** `hostTtl` is how long a host's token lives, `ttl` everybody else's. */
    public RoomTokens(TokenKeys keys, Duration ttl, Duration hostTtl, Clock clock) {
        signed = new SignedClaims(keys, TYPE, NAME, Set.of("exp", "sub", "room", "role"), clock);
        this.keys = keys;
        this.ttl = ttl;
        this.hostTtl = hostTtl;
        this.clock = clock;
    }

    /** Often enough that whoever stays in a room always has one that is good for a while. */
    public Duration renewedEvery() {
        return ttl.dividedBy(2);
    }

    @SuppressWarnings("JavaUtilDate")
    public String issue(RoomId room, UserId user, Role role) {
        Duration life = role == Role.HOST ? hostTtl : ttl;
        return signed.sign(new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(NAME)
                .subject(user.value())
                .issueTime(new Date(clock.nowMs()))
                .expirationTime(new Date(clock.nowMs() + life.toMillis()))
                .claim("room", room.value())
                .claim("role", Words.of(role))
                .build());
    }

    /** Keys for another purpose, the same on all nodes: the first to sign with, each of them to check with. */
    public List<byte[]> keysFor(String purpose) {
        return keys.all().stream().map(key -> key.derived(purpose)).toList();
    }

    /** A token of another room is no token here. */
    public Checked check(@Nullable String token, RoomId room) {
        if (token == null || token.length() > CHARS_MAX) {
            return Checked.Refused.INVALID;
        }
        try {
            JWTClaimsSet claims = signed.read(token);
            return claims.getSubject() != null && room.value().equals(claims.getStringClaim("room"))
                    ? new Checked.Valid(new UserId(claims.getSubject()))
                    : Checked.Refused.INVALID;
        } catch (ExpiredJWTException expired) {
            return Checked.Refused.EXPIRED;
        } catch (ParseException | BadJOSEException | IllegalArgumentException invalid) {
            return Checked.Refused.INVALID;
        }
    }
}

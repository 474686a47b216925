package tutti.gateway.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.util.Date;
import java.util.Set;
import tutti.engine.clock.Clock;
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.room.order.Invite;

/** What stands in an invite link, behind the #: which invite it is, of which room. The room knows how often it was used. */
public final class InviteTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("tutti-invite+jwt");
    private static final String NAME = "tutti";

    private final SignedClaims signed;

    public sealed interface Checked {
        record Valid(InviteId invite) implements Checked {}

        enum Refused implements Checked {
            EXPIRED,
            INVALID
        }
    }

    public InviteTokens(TokenKeys keys, Clock clock) {
        signed = new SignedClaims(keys, TYPE, NAME, Set.of("exp", "jti", "room"), clock);
    }

    @SuppressWarnings("JavaUtilDate")
    public String issue(RoomId room, Invite invite) {
        return signed.sign(new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(NAME)
                .jwtID(invite.id().value())
                .expirationTime(new Date(invite.expiresAtMs()))
                .claim("room", room.value())
                .build());
    }

    public Checked check(String token, RoomId room) {
        if (token.length() > RoomTokens.CHARS_MAX) {
            return Checked.Refused.INVALID;
        }
        try {
            JWTClaimsSet claims = signed.read(token);
            return claims.getJWTID() != null && room.value().equals(claims.getStringClaim("room"))
                    ? new Checked.Valid(new InviteId(claims.getJWTID()))
                    : Checked.Refused.INVALID;
        } catch (ExpiredJWTException expired) {
            return Checked.Refused.EXPIRED;
        } catch (ParseException | BadJOSEException | IllegalArgumentException invalid) {
            return Checked.Refused.INVALID;
        }
    }
}

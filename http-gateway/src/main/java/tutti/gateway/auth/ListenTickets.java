package tutti.gateway.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import tutti.engine.clock.Clock;
import tutti.engine.id.RoomId;

/** Lets a player begin to hear a room that not everybody may enter. It stands in a URL, so it is good for nothing else, nor for long. */
public final class ListenTickets {
    private static final JOSEObjectType TYPE = new JOSEObjectType("tutti-listen+jwt");
    private static final String NAME = "tutti";
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final SignedClaims signed;
    private final Clock clock;

    public ListenTickets(TokenKeys keys, Clock clock) {
        signed = new SignedClaims(keys, TYPE, NAME, Set.of("exp", "room"), clock);
        this.clock = clock;
    }

    @SuppressWarnings("JavaUtilDate")
    public String issue(RoomId room) {
        return signed.sign(new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(NAME)
                .expirationTime(new Date(clock.nowMs() + LIFE.toMillis()))
                .claim("room", room.value())
                .build());
    }

    public boolean isOf(String ticket, RoomId room) {
        try {
            return ticket.length() <= RoomTokens.CHARS_MAX
                    && room.value().equals(signed.read(ticket).getStringClaim("room"));
        } catch (ParseException | BadJOSEException none) {
            return false;
        }
    }
}

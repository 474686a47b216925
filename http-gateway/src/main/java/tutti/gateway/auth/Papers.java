package tutti.gateway.auth;

import java.time.Duration;
import tutti.engine.clock.Clock;

/** All that this service signs, with the same keys and never one for the other, and what it makes of addresses with them. */
public record Papers(RoomTokens tokens, InviteTokens invites, ListenTickets tickets, Networks networks) {
    /** `ttl` and `hostTtl` are how long room tokens live. */
    public static Papers of(TokenKeys keys, Duration ttl, Duration hostTtl, Clock clock) {
        return new Papers(
                new RoomTokens(keys, ttl, hostTtl, clock),
                new InviteTokens(keys, clock),
                new ListenTickets(keys, clock),
                new Networks(keys));
    }
}

package tutti.gateway.wire;

import tutti.engine.room.Access;

/** That there is a password, never more of it. */
public record AccessShape(boolean listed, boolean password, boolean invite) {
    public static AccessShape of(Access access) {
        return new AccessShape(access.listed(), access.password() != null, access.inviteOnly());
    }
}

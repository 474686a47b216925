package tutti.engine.room;

import org.jspecify.annotations.Nullable;

/** What a host wants changed; null leaves it as it is. */
public record AccessPatch(
        @Nullable Boolean listed,
        @Nullable PasswordChange password,
        @Nullable Boolean inviteOnly) {

    /** Another password, or with null none any more. */
    public record PasswordChange(@Nullable PasswordHash to) {}

    public Access on(Access before) {
        return new Access(
                listed != null ? listed : before.listed(),
                password != null ? password.to() : before.password(),
                inviteOnly != null ? inviteOnly : before.inviteOnly());
    }
}

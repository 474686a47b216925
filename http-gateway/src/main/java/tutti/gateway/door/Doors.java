package tutti.gateway.door;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.AccessPatch;
import tutti.engine.room.PasswordHash;
import tutti.engine.room.Refusal;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Role;
import tutti.gateway.auth.InviteTokens;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.wire.Code;

/** What the rooms' doors ask for, compared with what people show there. A room hears of the outcome alone. */
public final class Doors {
    private static final long BUSY_AGAIN_AFTER_S = 2;

    private final Rooms rooms;
    private final Passwords passwords;
    private final InviteTokens invites;
    private final AddressLimit wrongByAddress;
    private final AddressLimit wrongByRoom;

    /** Both limits count wrong passwords: those from one address, and those for one room. */
    public Doors(
            Rooms rooms,
            Passwords passwords,
            InviteTokens invites,
            AddressLimit wrongByAddress,
            AddressLimit wrongByRoom) {
        this.rooms = rooms;
        this.passwords = passwords;
        this.invites = invites;
        this.wrongByAddress = wrongByAddress;
        this.wrongByRoom = wrongByRoom;
    }

    public sealed interface Answer {
        record Open(Pass pass, Role role) implements Answer {}

        /** `retryAfterS` is 0 where to come again is no use. */
        record Shut(Code code, String why, long retryAfterS) implements Answer {}
    }

    /** Without a password or an invite only the room can say, which is asked next. `user` is who gets the invite's role. */
    public CompletionStage<Answer> knock(
            RoomId room, UserId user, @Nullable String password, @Nullable String invite, String address) {
        if (invite != null) {
            return invited(room, user, invite);
        }
        return rooms.look(room).thenCompose(found -> switch (found) {
            case Outcome.Refused<NodeCopy> refused -> shut(refused.refusal(), refused.why());
            case Outcome.Ok<NodeCopy> ok -> asked(room, ok.value().view().access(), password, address);
        });
    }

    /** What a room is to be given of a new password. `listed` and `inviteOnly` go with it. */
    public CompletionStage<Outcome<AccessPatch>> patch(
            @Nullable Boolean listed, @Nullable String password, @Nullable Boolean inviteOnly) {
        if (password == null || password.isEmpty()) {
            AccessPatch.PasswordChange change = password == null ? null : new AccessPatch.PasswordChange(null);
            return CompletableFuture.completedStage(new Outcome.Ok<>(new AccessPatch(listed, change, inviteOnly)));
        }
        return passwords
                .hash(password)
                .thenApply(hash -> hash.<Outcome<AccessPatch>>map(
                                made -> new Outcome.Ok<>(patch(listed, made, inviteOnly)))
                        .orElseGet(() ->
                                new Outcome.Refused<>(Refusal.RATE_LIMITED, "too many passwords at once, try again")));
    }

    private static AccessPatch patch(@Nullable Boolean listed, PasswordHash hash, @Nullable Boolean inviteOnly) {
        return new AccessPatch(listed, new AccessPatch.PasswordChange(hash), inviteOnly);
    }

    private CompletionStage<Answer> asked(RoomId room, Access access, @Nullable String password, String address) {
        if (!access.asksForMore()) {
            return open(Pass.NOTHING, Role.GUEST);
        }
        PasswordHash stored = access.password();
        if (stored == null) {
            return shut(Refusal.NOT_ALLOWED, "this room is for those who were invited");
        }
        if (password == null) {
            return shut(Refusal.WRONG_PASSWORD, "this room has a password");
        }
        return compared(room, password, stored, address);
    }

    /** Each try is counted before it is looked at, or many at once would not be; a right one is given back. */
    private CompletionStage<Answer> compared(RoomId room, String password, PasswordHash stored, String address) {
        OptionalLong wait = wrongByAddress.take(address);
        if (wait.isEmpty()) {
            wait = wrongByRoom.take(room.value());
        }
        if (wait.isPresent()) {
            return CompletableFuture.completedStage(
                    new Answer.Shut(Code.RATE_LIMITED, "too many wrong passwords", wait.getAsLong()));
        }
        return passwords.compare(password, stored).thenApply(compared -> switch (compared) {
            case RIGHT -> {
                giveBack(room, address);
                yield new Answer.Open(Pass.PASSWORD, Role.GUEST);
            }
            case WRONG -> new Answer.Shut(Code.WRONG_PASSWORD, "that is not the password", 0);
            case BUSY -> {
                giveBack(room, address);
                yield new Answer.Shut(Code.RATE_LIMITED, "too many passwords at once", BUSY_AGAIN_AFTER_S);
            }
        });
    }

    private void giveBack(RoomId room, String address) {
        wrongByAddress.giveBack(address);
        wrongByRoom.giveBack(room.value());
    }

    private CompletionStage<Answer> invited(RoomId room, UserId user, String invite) {
        return switch (invites.check(invite, room)) {
            case InviteTokens.Checked.Valid valid -> redeemed(room, valid.invite(), user);
            case InviteTokens.Checked.Refused.EXPIRED -> shut(Refusal.EXPIRED, "this invitation is too old");
            case InviteTokens.Checked.Refused.INVALID ->
                CompletableFuture.completedStage(
                        new Answer.Shut(Code.UNAUTHORIZED, "this is no invitation to this room", 0));
        };
    }

    private CompletionStage<Answer> redeemed(RoomId room, InviteId invite, UserId user) {
        return rooms.redeemInvite(room, invite, user).thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<Role> ok -> new Answer.Open(Pass.TOKEN, ok.value());
            case Outcome.Refused<Role> refused -> new Answer.Shut(Code.of(refused.refusal()), refused.why(), 0);
        });
    }

    private static CompletionStage<Answer> open(Pass pass, Role role) {
        return CompletableFuture.completedStage(new Answer.Open(pass, role));
    }

    private static CompletionStage<Answer> shut(Refusal refusal, String why) {
        return CompletableFuture.completedStage(new Answer.Shut(Code.of(refusal), why, 0));
    }
}

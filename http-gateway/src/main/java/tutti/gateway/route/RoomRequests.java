package tutti.gateway.route;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.InviteId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.SettingsPatch;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Role;
import tutti.gateway.wire.Checks;
import tutti.gateway.wire.SourceShape;

/** Bodies that are posted about rooms. */
interface RoomRequests {
    record Opening(
            DisplayName roomName,
            @Nullable SourceShape source,
            @Nullable Listing access,
            @Nullable SettingsPatch settings) {
        /** The checks stand here, where a fault in the body is told to its sender. */
        public Opening {
            if (roomName == null) {
                throw new IllegalArgumentException("roomName is missing");
            }
            if (source != null) {
                source.toSource();
            }
            if (settings != null) {
                settings.on(RoomSettings.defaults(1));
            }
        }

        Listing wanted() {
            return Objects.requireNonNullElse(access, Listing.NONE);
        }

        /** `entry`: who may come in, with the password's hash. */
        NewRoom toRoom(RoomId id, UserId host, Access entry, RoomSettings defaults) {
            return new NewRoom(
                    id,
                    roomName,
                    host,
                    source == null ? null : source.toSource(),
                    entry,
                    settings == null ? defaults : settings.on(defaults),
                    false);
        }
    }

    record Listing(
            @Nullable Boolean listed,
            @Nullable String password,
            @Nullable Boolean invite) {
        static final Listing NONE = new Listing(null, null, null);

        public Listing {
            Checks.password(password);
        }

        /** No log needs the password. */
        @Override
        public String toString() {
            return "Listing[listed=" + listed + ", invite=" + invite + "]";
        }
    }

    /** Whose answer is a token. */
    record Naming(
            DisplayName name,
            @Nullable String password,
            @Nullable String invite) {
        public Naming {
            if (name == null) {
                throw new IllegalArgumentException("name is missing");
            }
            Checks.password(password);
        }

        @Override
        public String toString() {
            return "Naming[" + name + "]";
        }
    }

    record Inviting(
            @Nullable Role role,
            @Nullable Long expiresInMs,
            @Nullable Integer uses) {
        private static final long EXPIRES_IN_MS = Duration.ofDays(7).toMillis();
        private static final long EXPIRES_IN_MS_MAX = Duration.ofDays(90).toMillis();

        public Inviting {
            if (role == Role.HOST) {
                throw new IllegalArgumentException("role is guest or moderator");
            }
            if (expiresInMs != null && (expiresInMs < 1_000 || expiresInMs > EXPIRES_IN_MS_MAX)) {
                throw new IllegalArgumentException("expiresInMs is 1000 to " + EXPIRES_IN_MS_MAX);
            }
            if (uses != null && (uses < 1 || uses > Invite.USES_MOST)) {
                throw new IllegalArgumentException("uses is 1 to " + Invite.USES_MOST);
            }
        }

        static Inviting atFirst() {
            return new Inviting(null, null, null);
        }

        Invite toInvite(InviteId id, long nowMs) {
            return new Invite(
                    id,
                    Objects.requireNonNullElse(role, Role.GUEST),
                    nowMs + Objects.requireNonNullElse(expiresInMs, EXPIRES_IN_MS),
                    uses,
                    0);
        }
    }
}

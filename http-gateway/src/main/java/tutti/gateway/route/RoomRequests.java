package tutti.gateway.route;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.NewRoom;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.SettingsPatch;
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

        NewRoom toRoom(RoomId id, UserId host, RoomSettings defaults) {
            boolean listed = access == null || Objects.requireNonNullElse(access.listed(), true);
            return new NewRoom(
                    id,
                    roomName,
                    host,
                    source == null ? null : source.toSource(),
                    new Access(listed),
                    settings == null ? defaults : settings.on(defaults),
                    false);
        }
    }

    record Listing(@Nullable Boolean listed) {}

    record Naming(DisplayName name) {
        public Naming {
            if (name == null) {
                throw new IllegalArgumentException("name is missing");
            }
        }
    }
}

package tutti.engine.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomNews;
import tutti.engine.room.presence.Role;

/** In a large room, or where there is no end of it, who comes, goes and changes is held for a moment, and only the latest of each user is told. */
final class HeldNews {
    /** Who is here, 200 at most, takes no more bytes than so many who came. */
    private static final int COMING_AND_GOING_MAX = 250;

    /** `position` in the order in which the channel told or held its news. */
    record Held(RoomNews news, long position) {
        /** Who comes as host or moderator is told by name: that may be news of more than that they are here. */
        boolean comesOrGoes() {
            return news instanceof RoomNews.MemberLeft
                    || (news instanceof RoomNews.MemberJoined joined
                            && joined.member().role() == Role.GUEST);
        }
    }

    /** So many came and went that who is here by now says it better than each of them. */
    static boolean isOfCrowd(List<Held> released) {
        return released.stream().filter(Held::comesOrGoes).count() > COMING_AND_GOING_MAX;
    }

    private final Map<UserId, Held> latest = new LinkedHashMap<>();

    static @Nullable UserId subject(RoomNews news) {
        return switch (news) {
            case RoomNews.MemberJoined joined -> joined.member().id();
            case RoomNews.MemberChanged changed -> changed.member().id();
            case RoomNews.MemberLeft left -> left.userId();
            case RoomNews.TimelineMoved moved -> null;
            case RoomNews.Said said -> null;
            case RoomNews.LineDeleted deleted -> null;
            case RoomNews.Reacted reacted -> null;
            case RoomNews.AccessChanged changed -> null;
            case RoomNews.Ordered ordered -> null;
            case RoomNews.ControlMoved moved -> null;
            case RoomNews.Noted noted -> null;
            case RoomNews.SettingsChanged changed -> null;
            case RoomNews.HostChanged changed -> null;
            case RoomNews.BroadcastStarted started -> null;
            case RoomNews.BroadcastInterrupted interrupted -> null;
            case RoomNews.BroadcastStopped stopped -> null;
            case RoomNews.Closed closed -> null;
        };
    }

    boolean isEmpty() {
        return latest.isEmpty();
    }

    /** Who joined and then changed has, for those who heard neither, joined. */
    void hold(UserId user, RoomNews news, long position) {
        Held before = latest.remove(user);
        RoomNews toTell = before != null
                        && before.news() instanceof RoomNews.MemberJoined
                        && news instanceof RoomNews.MemberChanged changed
                ? new RoomNews.MemberJoined(changed.member(), changed.total())
                : news;
        latest.put(user, new Held(toTell, position));
    }

    List<Held> release() {
        List<Held> held = List.copyOf(latest.values());
        latest.clear();
        return held;
    }
}

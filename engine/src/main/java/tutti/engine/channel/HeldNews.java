package tutti.engine.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomNews;
import tutti.engine.room.presence.Role;

/**
 * In a large room, or where there is no end of it, who comes, goes and changes is held for a moment, and only the latest of each
 * user is told.
 */
final class HeldNews {
    private final Map<UserId, Held> latest = new LinkedHashMap<>();

    /** `position` in the order in which the channel told or held its news. */
    record Held(RoomNews.OfMember news, long position) {
        /** Who is host or moderator now is told by name: that may be news of more than that they are here. */
        boolean isOfGuest() {
            return switch (news) {
                case RoomNews.MemberJoined joined -> joined.member().role() == Role.GUEST;
                case RoomNews.MemberChanged changed -> changed.member().role() == Role.GUEST;
                case RoomNews.MemberLeft left -> true;
            };
        }
    }

    boolean isEmpty() {
        return latest.isEmpty();
    }

    /** Who joined and then changed has, for those who heard neither, joined. */
    void hold(RoomNews.OfMember news, long position) {
        Held before = latest.remove(news.subject());
        RoomNews.OfMember toTell = before != null
                        && before.news() instanceof RoomNews.MemberJoined
                        && news instanceof RoomNews.MemberChanged changed
                ? new RoomNews.MemberJoined(changed.member(), changed.total())
                : news;
        latest.put(news.subject(), new Held(toTell, position));
    }

    /** In the order of their positions. */
    List<Held> release() {
        List<Held> held = List.copyOf(latest.values());
        latest.clear();
        return held;
    }
}

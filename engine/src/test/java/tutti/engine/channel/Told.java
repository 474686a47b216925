package tutti.engine.channel;

import java.util.ArrayList;
import java.util.List;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/** What a room might tell, for tests. */
final class Told {
    static final RoomId ROOM = new RoomId("friday-film");
    static final UserId ANN = new UserId("ann-0001");
    static final UserId BEN = new UserId("ben-0001");
    static final UserId CAT = new UserId("cat-0001");

    private Told() {}

    static Member member(UserId id) {
        return new Member(id, new DisplayName(id.value()), id.equals(ANN) ? Role.HOST : Role.GUEST, false, 1_000);
    }

    static Timeline timeline(long version, long baseServerUs) {
        return new Timeline(
                new Source(Source.Kind.VIDEO, "/media/film/master.m3u8", "A film", 120_000_000L, false),
                new Playback(true, 0, baseServerUs, 1),
                null,
                version,
                ANN,
                Timeline.Reason.PLAY);
    }

    static final int CHAT_KEPT = 200;

    static ChatLine line(long seq, String text, long serverUs) {
        return new ChatLine(seq, new Author(ANN, new DisplayName("Ann"), Role.HOST), text, serverUs, 0, null);
    }

    static RoomView view(Timeline timeline, List<ChatLine> chat, UserId... here) {
        List<Member> members = new ArrayList<>();
        for (UserId id : here) {
            members.add(member(id));
        }
        return new RoomView(
                ROOM,
                new DisplayName("Friday film"),
                ANN,
                0,
                Access.LISTED,
                RoomSettings.defaults(1_000),
                timeline,
                List.copyOf(members),
                chat,
                CHAT_KEPT);
    }
}

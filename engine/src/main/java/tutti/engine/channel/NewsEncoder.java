package tutti.engine.channel;

import java.util.List;
import tutti.engine.room.RoomNews;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Timeline;

/** Turns news into the frame that all local members share; the gateway knows how. */
public interface NewsEncoder {
    String encode(RoomNews news);

    /** Of many in one frame. */
    String together(List<RoomNews.OfMember> news, int total);

    /** Who is here, in one word where a crowd came or went. */
    String presence(List<Member> members);

    /** The periodic reminder of the timeline. */
    String resync(Timeline timeline);
}

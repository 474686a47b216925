package tutti.engine.channel;

import tutti.engine.room.RoomNews;
import tutti.engine.room.timeline.Timeline;

/** Turns news into the frame that all local members share; the gateway knows how. */
public interface NewsEncoder {
    String encode(RoomNews news);

    /** The periodic reminder of the timeline. */
    String resync(Timeline timeline);
}

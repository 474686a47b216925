package tutti.gateway.socket;

import tutti.engine.id.RoomId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.gateway.wire.Quality;

/** Where this node takes in its hosts' sound, and where its guests hear that of any node. Nothing here waits. */
public interface Studio {
    /** `host` is told what is in demand. */
    Upload upload(RoomId room, Grant grant, Feed feed, Ear host);

    Listening listen(RoomId room, Broadcast broadcast, Quality wanted, Ear guest);
}

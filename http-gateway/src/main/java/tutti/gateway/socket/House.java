package tutti.gateway.socket;

import tutti.engine.Rooms;
import tutti.engine.clock.Clock;
import tutti.gateway.auth.Ids;
import tutti.gateway.auth.Papers;
import tutti.gateway.auth.RoomTokens;
import tutti.gateway.door.Doors;
import tutti.gateway.limit.AddressLimit;
import tutti.gateway.metrics.Metrics;

/** What every session works with. `refusals` counts what addresses were refused at rooms' doors. */
public record House(
        Rooms rooms,
        Clock clock,
        Papers papers,
        Doors doors,
        Ids ids,
        Metrics metrics,
        AddressLimit talk,
        AddressLimit refusals,
        Studio studio,
        SoundFrames soundFrames,
        SocketSettings settings) {
    /** How the ids of those begin by whom a node visits itself to get warm. */
    public static final String VISITOR = "warmup-";

    public RoomTokens tokens() {
        return papers.tokens();
    }
}

package tutti.gateway.socket;

import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.gateway.limit.AddressLimit;

/**
 * What it costs to be a bad guest, in refusals (`refusals-by-address`). Who came as somebody new pays with their address, or they could
 * be somebody else the next time; who showed a token of the room pays with that, for they go by what others behind their address owe.
 */
final class Costs {
    static final int HARM = 5;

    /** A token is one person's: nobody else pays for it. */
    private static final int HARM_OF_TOKEN = 50;

    private static final int HARDLY_IN = 2;

    /** Nobody looks at a room for so short a time. Everyone in it is told of each who comes and goes. */
    private static final long HARDLY_IN_US = 2_000_000;

    private final AddressLimit refusals;
    private final String address;
    private final String holder;
    private final boolean shown;

    /** `shown`: by a token of the room. */
    Costs(AddressLimit refusals, String address, RoomId room, UserId user, boolean shown) {
        this.refusals = refusals;
        this.address = address;
        this.holder = holder(room, user);
        this.shown = shown;
    }

    /** As whom the holder of a token owes. */
    static String holder(RoomId room, UserId user) {
        return room + "/" + user;
    }

    /** Thrown out: their token is no way round what their address owes. */
    void harm() {
        refusals.charge(holder, HARM_OF_TOKEN);
        if (!shown) {
            refusals.charge(address, HARM);
        }
    }

    void left(long forUs) {
        if (forUs < HARDLY_IN_US) {
            refusals.charge(shown ? holder : address, HARDLY_IN);
        }
    }
}

package tutti.engine.room.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import tutti.engine.id.UserId;

/** Who said something when, for slow mode. It is not durable: after a move of the room everyone may speak at once. */
public final class Pace {
    /** The longest ago is forgotten first. */
    private static final int SPEAKERS_MAX = 5_000;

    private final Map<UserId, Long> saidUs = new LinkedHashMap<>();

    /**
     * Whether it is long enough since this user's last line, or since they came: going and coming back as somebody else must
     * not help.
     */
    public boolean allows(UserId by, long cameUs, long nowUs, long betweenUs) {
        return nowUs - saidUs.getOrDefault(by, cameUs) >= betweenUs;
    }

    /** This is their last line now. */
    public void said(UserId by, long nowUs) {
        saidUs.remove(by);
        saidUs.put(by, nowUs);
        if (saidUs.size() > SPEAKERS_MAX) {
            saidUs.remove(saidUs.keySet().iterator().next());
        }
    }
}

package tutti.engine.room;

import java.util.LinkedHashMap;
import java.util.Map;
import tutti.engine.id.UserId;

/**
 * How often one member may ask for control where it is lent, or pause and seek where everyone may: enough to find a scene, too
 * little to spoil the evening.
 */
final class Budget {
    static final int AT_ONCE = 8;
    static final long ONE_MORE_EACH_US = 8_000_000;

    /** The longest ago is forgotten first. */
    private static final int MEMBERS_MAX = 5_000;

    /** When each member's budget is whole again. */
    private final Map<UserId, Long> wholeAtUs = new LinkedHashMap<>();

    /** False when it is used up; else it counts. */
    boolean takes(UserId by, long nowUs) {
        long wholeUs = Math.max(nowUs, wholeAtUs.getOrDefault(by, nowUs)) + ONE_MORE_EACH_US;
        if (wholeUs - nowUs > AT_ONCE * ONE_MORE_EACH_US) {
            return false;
        }
        wholeAtUs.remove(by);
        wholeAtUs.put(by, wholeUs);
        if (wholeAtUs.size() > MEMBERS_MAX) {
            wholeAtUs.remove(wholeAtUs.keySet().iterator().next());
        }
        return true;
    }
}

package tutti.engine.room.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;

/** Who controls playback besides the host, and who asked to, first come first. */
public record Control(@Nullable Lease lease, List<UserId> requests) {
    public static final int REQUESTS_MAX = 50;
    public static final Control HOSTS = new Control(null, List.of());

    /** Until then, or until it is given back or taken. */
    public record Lease(UserId holder, @Nullable Long untilUs) {
        boolean isOver(long nowUs) {
            return untilUs != null && nowUs >= untilUs;
        }

        Lease earlier(long us) {
            return untilUs == null ? this : new Lease(holder, untilUs - us);
        }
    }

    public Control {
        requests = List.copyOf(Objects.requireNonNullElse(requests, List.of()));
    }

    /** By the clock, be the end of it written down already or not. */
    public boolean holds(UserId user, long nowUs) {
        return lease != null && lease.holder().equals(user) && !lease.isOver(nowUs);
    }

    public boolean over(long nowUs) {
        return lease != null && lease.isOver(nowUs);
    }

    public boolean isHeldBy(UserId user) {
        return lease != null && lease.holder().equals(user);
    }

    Control asked(UserId by) {
        List<UserId> after = new ArrayList<>(without(by));
        after.add(by);
        return new Control(lease, after);
    }

    Control unasked(UserId user) {
        return new Control(lease, without(user));
    }

    /** Whoever had it has it no more. */
    Control granted(Lease next) {
        return new Control(next, without(next.holder()));
    }

    Control ended() {
        return new Control(null, requests);
    }

    /** In the clock that is `us` behind. */
    public Control earlier(long us) {
        return lease == null ? this : new Control(lease.earlier(us), requests);
    }

    private List<UserId> without(UserId user) {
        return requests.stream().filter(each -> !each.equals(user)).toList();
    }
}

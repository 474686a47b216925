package tutti.engine.room;

import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.id.RoomId;
import tutti.engine.room.order.OrderEvent;

/** What an operator reads of one room. */
final class RoomLog {
    private static final Logger log = LoggerFactory.getLogger(RoomEntity.class);

    private final RoomId id;
    private boolean journalFails;

    RoomLog(RoomId id) {
        this.id = id;
    }

    /** What people do all the time is not for operators. */
    void happened(RoomEvent event) {
        switch (event) {
            case RoomEvent.Opened opened -> log.info("room={} opened", id);
            case RoomEvent.HostChanged changed -> log.info("room={} has host={}", id, changed.host());
            case RoomEvent.Transferred given -> log.info("room={} belongs to user={}", id, given.to());
            case RoomEvent.Closed closed -> log.info("room={} closed: {}", id, closed.reason());
            case RoomEvent.BroadcastStarted started ->
                log.info(
                        "room={} has broadcast={} epoch={} origin={}",
                        id,
                        started.broadcast().id(),
                        started.broadcast().epoch(),
                        started.broadcast().origin());
            case RoomEvent.BroadcastInterrupted waits -> log.info("room={} waits for its broadcast", id);
            case RoomEvent.BroadcastStopped stopped ->
                log.info("room={} stopped broadcast={}: {}", id, stopped.broadcast(), stopped.reason());
            case RoomEvent.AccessChanged changed ->
                log.info(
                        "room={} listed={} password={} inviteOnly={}",
                        id,
                        changed.access().listed(),
                        changed.access().password() != null,
                        changed.access().inviteOnly());
            case RoomEvent.Ordered ordered -> happened(ordered.what());
            case RoomEvent.SourceChanged changed -> {}
            case RoomEvent.PlaybackMoved moved -> {}
            case RoomEvent.Said said -> {}
            case RoomEvent.LineDeleted deleted -> {}
            case RoomEvent.SettingsChanged changed -> {}
        }
    }

    private void happened(OrderEvent event) {
        switch (event) {
            case OrderEvent.Banned banned ->
                log.info(
                        "room={} lost user={} to a {} by user={} network={}",
                        id,
                        banned.ban().user(),
                        banned.ban().kind(),
                        banned.by(),
                        banned.ban().network() != null);
            case OrderEvent.RoleGiven given ->
                log.info("room={} has user={} as {} by user={}", id, given.to(), given.role(), given.by());
            case OrderEvent.InviteMade made ->
                log.info("room={} has invite={} by user={}", id, made.invite().id(), made.by());
            case OrderEvent.InviteRevoked revoked ->
                log.info("room={} revoked invite={} by user={}", id, revoked.invite(), revoked.by());
            case OrderEvent.InviteRedeemed redeemed ->
                log.info("room={} invited user={} by invite={}", id, redeemed.by(), redeemed.invite());
            case OrderEvent.Unbanned back -> log.info("room={} lets user={} in again", id, back.user());
            case OrderEvent.ControlAsked asked -> {}
            case OrderEvent.ControlUnasked unasked -> {}
            case OrderEvent.ControlGranted granted -> {}
            case OrderEvent.ControlEnded ended -> {}
            case OrderEvent.Muted muted -> {}
            case OrderEvent.Unmuted heard -> {}
            case OrderEvent.Undone undone -> {}
        }
    }

    void lostChannel(ActorRef<RoomToChannel> silent) {
        log.info("room={} lost the channel {}: it is silent", id, silent.path());
    }

    /** Said once until it works again, however often it is tried meanwhile. */
    void journalFailed(Throwable failure) {
        if (!journalFails) {
            journalFails = true;
            log.warn("room={} waits for the journal: {}", id, String.valueOf(failure));
        }
        log.debug("room={} waits for the journal", id, failure);
    }

    void recovered() {
        if (journalFails) {
            journalFails = false;
            log.info("room={} goes on", id);
        }
    }
}

package tutti.gateway.socket;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import tutti.engine.channel.Outbox;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.MessageId;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.Entry;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;
import tutti.gateway.wire.AccessShape;
import tutti.gateway.wire.ActivityShape;
import tutti.gateway.wire.AuthorShape;
import tutti.gateway.wire.BanShape;
import tutti.gateway.wire.BroadcastShape;
import tutti.gateway.wire.ChatPage;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.ControlShape;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.SettingsShape;
import tutti.gateway.wire.TimelineShape;
import tutti.gateway.wire.Units;

/** What the room's channel holds of a socket. Frames go straight to the queue; the session hears only of turns. */
final class SeatOutbox implements Outbox {
    private static final int CHAT_AT_FIRST = 100;
    private static final int ACTIVITY_AT_FIRST = 30;

    private final House house;
    private final Outgoing out;
    private final ActorRef<SessionCommand> session;
    private final @Nullable MessageId re;
    private final ClientMessage.@Nullable Since since;

    SeatOutbox(
            House house,
            Outgoing out,
            ActorRef<SessionCommand> session,
            @Nullable MessageId re,
            ClientMessage.@Nullable Since since) {
        this.house = house;
        this.out = out;
        this.session = session;
        this.re = re;
        this.since = since;
    }

    @Override
    public void seated(Member you, RoomView view) {
        long nowUs = house.clock().nowUs();
        Timeline timeline = view.timeline().settled(nowUs);
        boolean taken = out.offer(joined(you, view, nowUs))
                && (timeline.held() == null || out.offer(new ServerMessage.State(TimelineShape.of(timeline))));
        if (!taken) {
            house.metrics().outboxOverflowed();
            session.tell(new SessionCommand.Ended(new Ending.TooSlow()));
            return;
        }
        house.metrics().joined();
        session.tell(new SessionCommand.Seated(you, view.broadcast()));
    }

    @Override
    public boolean offer(String frame) {
        boolean taken = out.offer(frame);
        if (!taken) {
            house.metrics().outboxOverflowed();
        }
        return taken;
    }

    @Override
    public void onAir(Broadcast broadcast) {
        session.tell(new SessionCommand.OnAir(broadcast));
    }

    @Override
    public void offAir(BroadcastId broadcast) {
        session.tell(new SessionCommand.OffAir(broadcast));
    }

    @Override
    public void settingsChanged(RoomSettings settings) {
        session.tell(new SessionCommand.SettingsChanged(settings));
    }

    @Override
    public void ended(Ending ending) {
        session.tell(new SessionCommand.Ended(ending));
    }

    private ServerMessage joined(Member you, RoomView view, long nowUs) {
        boolean nothing = view.timeline().source().equals(Source.NOTHING);
        return new ServerMessage.Joined(
                re,
                ServerMessage.Joined.PROTOCOL,
                AuthorShape.of(you),
                house.tokens().issue(view.id(), you.id(), you.role()),
                new ServerMessage.RoomFacts(view.id(), view.name(), view.host(), view.createdAtMs()),
                nothing ? null : TimelineShape.holding(view.timeline(), nowUs),
                ServerMessage.Presence.of(view.members()),
                chat(view.chat()),
                shapeOf(view.broadcast()),
                SettingsShape.of(view.settings()),
                AccessShape.of(view.access()),
                ControlShape.of(view.order().control()),
                activity(view.activity().entries()),
                you.role() == Role.GUEST
                        ? null
                        : view.order().standingBans(Math.floorDiv(nowUs, 1_000L)).stream()
                                .map(BanShape::of)
                                .toList(),
                Units.ms(nowUs));
    }

    private static List<ActivityShape> activity(List<Entry> entries) {
        return entries.subList(Math.max(0, entries.size() - ACTIVITY_AT_FIRST), entries.size()).stream()
                .map(ActivityShape::of)
                .toList();
    }

    private static @Nullable BroadcastShape shapeOf(@Nullable Broadcast broadcast) {
        return broadcast == null ? null : BroadcastShape.of(broadcast);
    }

    private ChatPage chat(List<ChatLine> kept) {
        return since == null
                ? ChatPage.before(Long.MAX_VALUE, CHAT_AT_FIRST, kept)
                : ChatPage.after(since.chat(), kept);
    }
}

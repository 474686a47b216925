package tutti.engine.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.engine.id.UserId;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Presence;

/** Which news follows from what happened, and from who came and went. */
final class Announcements {
    /** Of events that are about to happen to the room, in this order. */
    static List<RoomNews> of(OpenRoom room, List<RoomEvent> events, Presence<?> presence) {
        List<RoomNews> news = new ArrayList<>();
        OpenRoom before = room;
        for (RoomEvent event : events) {
            RoomState after = before.after(event);
            switch (event) {
                case RoomEvent.AccessChanged changed -> news.add(new RoomNews.AccessChanged(changed.access()));
                case RoomEvent.BroadcastInterrupted interrupted ->
                    Optional.ofNullable(before.air().broadcast())
                            .map(waits -> new RoomNews.BroadcastInterrupted(waits.id(), interrupted.atUs()))
                            .ifPresent(news::add);
                case RoomEvent.BroadcastStarted started -> news.add(new RoomNews.BroadcastStarted(started.broadcast()));
                case RoomEvent.BroadcastStopped stopped ->
                    news.add(new RoomNews.BroadcastStopped(stopped.broadcast(), stopped.reason()));
                case RoomEvent.Closed closed -> news.add(new RoomNews.Closed(closed.reason()));
                case RoomEvent.HostChanged changed -> news.addAll(ofHost(before, changed.host(), after, presence));
                case RoomEvent.LineDeleted deleted -> news.add(new RoomNews.LineDeleted(deleted.seq()));
                case RoomEvent.Opened opened -> {}
                case RoomEvent.Ordered ordered -> news.addAll(ofOrder(ordered.what(), after, presence));
                case RoomEvent.PlaybackMoved moved -> news.add(ofTimeline(after));
                case RoomEvent.Said said -> news.add(new RoomNews.Said(said.line()));
                case RoomEvent.SettingsChanged changed -> news.add(new RoomNews.SettingsChanged(changed.settings()));
                case RoomEvent.SourceChanged changed -> news.add(ofTimeline(after));
                case RoomEvent.Transferred transferred ->
                    news.addAll(ofHost(before, transferred.to(), after, presence));
            }
            if (after instanceof OpenRoom open) {
                open.activity().since(before.activity()).forEach(entry -> news.add(new RoomNews.Noted(entry)));
                before = open;
            }
        }
        return news;
    }

    /** Of the way from one presence to the next. Each piece tells the total as of itself. */
    static List<RoomNews> between(Presence<?> before, Presence<?> after, OpenRoom room) {
        List<RoomNews> news = new ArrayList<>();
        int total = before.total();
        for (Newcomer gone : before.inOrderOfArrival()) {
            if (!after.has(gone.id())) {
                news.add(new RoomNews.MemberLeft(gone.id(), --total));
            }
        }
        for (Newcomer here : after.inOrderOfArrival()) {
            if (!before.has(here.id())) {
                news.add(new RoomNews.MemberJoined(room.member(here), ++total));
            } else if (!before.find(here.id()).filter(here::equals).isPresent()) {
                news.add(new RoomNews.MemberChanged(room.member(here), total));
            }
        }
        return news;
    }

    private static RoomNews ofTimeline(RoomState after) {
        return switch (after) {
            case OpenRoom open -> new RoomNews.TimelineMoved(open.timeline());
            case UnopenedRoom unopened -> throw new IllegalStateException("nothing unopens a room");
            case ClosedRoom closed -> throw new IllegalStateException("no timeline moves in a closed room");
        };
    }

    private static List<RoomNews> ofOrder(OrderEvent event, RoomState after, Presence<?> presence) {
        List<RoomNews> news = new ArrayList<>();
        news.add(new RoomNews.Ordered(event));
        UserId concerned = OrderRules.shownOtherwise(event);
        if (concerned != null && after instanceof OpenRoom open) {
            presence.find(concerned)
                    .ifPresent(who -> news.add(new RoomNews.MemberChanged(open.member(who), presence.total())));
        }
        if (OrderRules.movesControl(event) && after instanceof OpenRoom open) {
            Member asks = event instanceof OrderEvent.ControlAsked asked
                    ? presence.find(asked.by()).map(open::member).orElse(null)
                    : null;
            news.add(new RoomNews.ControlMoved(open.order().control(), asks));
        }
        return news;
    }

    private static List<RoomNews> ofHost(OpenRoom before, UserId host, RoomState after, Presence<?> presence) {
        if (host.equals(before.host()) || !(after instanceof OpenRoom open)) {
            return List.of();
        }
        List<RoomNews> news = new ArrayList<>();
        news.add(new RoomNews.HostChanged(host, open.owner()));
        for (UserId concerned : List.of(before.host(), host)) {
            presence.find(concerned)
                    .ifPresent(who -> news.add(new RoomNews.MemberChanged(open.member(who), presence.total())));
        }
        return news;
    }

    private Announcements() {}
}

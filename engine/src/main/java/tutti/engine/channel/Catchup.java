package tutti.engine.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Member;

/** The news that lead from what members know to what the room says after some of it was missed. Reactions are gone. */
final class Catchup {
    private Catchup() {}

    static List<RoomNews> between(RoomView before, RoomView after) {
        List<RoomNews> news = new ArrayList<>();
        if (!before.settings().equals(after.settings())) {
            news.add(new RoomNews.SettingsChanged(after.settings()));
        }
        if (!before.access().equals(after.access())) {
            news.add(new RoomNews.AccessChanged(after.access()));
        }
        if (!before.order().control().equals(after.order().control())) {
            news.add(new RoomNews.ControlMoved(after.order().control(), null));
        }
        presence(before, after, news);
        if (!before.host().equals(after.host()) || !before.owner().equals(after.owner())) {
            news.add(new RoomNews.HostChanged(after.host(), after.owner()));
        }
        if (before.timeline().version() != after.timeline().version()) {
            news.add(new RoomNews.TimelineMoved(after.timeline()));
        }
        broadcast(before.broadcast(), after.broadcast()).ifPresent(news::add);
        after.activity().since(before.activity()).forEach(entry -> news.add(new RoomNews.Noted(entry)));
        chat(before.chat(), after, news);
        return news;
    }

    /** Why one is over was in the news that was missed; that its host ended it is what is mostly true. */
    private static Optional<RoomNews> broadcast(@Nullable Broadcast before, @Nullable Broadcast after) {
        if (after == null) {
            return Optional.ofNullable(before).map(over -> new RoomNews.BroadcastStopped(over.id(), StopReason.HOST));
        }
        if (before == null || !before.id().equals(after.id()) || before.epoch() != after.epoch()) {
            return Optional.of(new RoomNews.BroadcastStarted(after));
        }
        return before.waitsSinceUs() != null || after.waitsSinceUs() == null
                ? Optional.empty()
                : Optional.of(new RoomNews.BroadcastInterrupted(after.id(), after.waitsSinceUs()));
    }

    /** A line that is missing was deleted, unless so many were said since that the room may just keep it no longer. */
    private static void chat(List<ChatLine> before, RoomView room, List<RoomNews> news) {
        List<ChatLine> after = room.chat();
        long lastSeq = before.isEmpty() ? 0 : before.getLast().seq();
        List<ChatLine> said =
                after.stream().filter(line -> line.seq() > lastSeq).toList();
        Set<Long> kept = new HashSet<>();
        after.forEach(line -> kept.add(line.seq()));
        int outOfSight = Math.clamp(before.size() + said.size() - room.chatKept(), 0, before.size());
        for (ChatLine line : before.subList(outOfSight, before.size())) {
            if (!kept.contains(line.seq())) {
                news.add(new RoomNews.LineDeleted(line.seq()));
            }
        }
        said.forEach(line -> news.add(new RoomNews.Said(line)));
    }

    private static void presence(RoomView before, RoomView after, List<RoomNews> news) {
        Map<UserId, Member> gone = new HashMap<>();
        before.members().forEach(member -> gone.put(member.id(), member));
        int total = after.members().size();
        List<RoomNews> here = new ArrayList<>();
        for (Member member : after.members()) {
            Member was = gone.remove(member.id());
            if (was == null) {
                here.add(new RoomNews.MemberJoined(member, total));
            } else if (!was.equals(member)) {
                here.add(new RoomNews.MemberChanged(member, total));
            }
        }
        for (Member member : before.members()) {
            if (gone.containsKey(member.id())) {
                news.add(new RoomNews.MemberLeft(member.id(), total));
            }
        }
        news.addAll(here);
    }
}

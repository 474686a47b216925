package tutti.engine.testing;

import static java.util.stream.Collectors.joining;

import java.util.List;
import tutti.engine.channel.NewsEncoder;
import tutti.engine.room.RoomNews;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Timeline;

/** Frames that a test can read. */
public final class PlainEncoder implements NewsEncoder {
    @Override
    public String encode(RoomNews news) {
        return switch (news) {
            case RoomNews.TimelineMoved moved ->
                "moved v" + moved.timeline().version() + " " + moved.timeline().reason();
            case RoomNews.MemberJoined joined -> "joined " + joined.member().id() + " of " + joined.total();
            case RoomNews.MemberLeft left -> "left " + left.userId() + " of " + left.total();
            case RoomNews.MemberChanged changed ->
                "changed " + changed.member().id() + " " + changed.member().role() + " of " + changed.total();
            case RoomNews.Said said ->
                "said " + said.line().seq() + " " + said.line().text();
            case RoomNews.LineDeleted deleted -> "deleted " + deleted.seq();
            case RoomNews.Reacted reacted -> "reacted " + reacted.emoji();
            case RoomNews.AccessChanged changed -> "access";
            case RoomNews.Ordered ordered -> "";
            case RoomNews.ControlMoved moved -> "control " + moved.control();
            case RoomNews.Noted noted -> "";
            case RoomNews.SettingsChanged changed -> "settings";
            case RoomNews.HostChanged changed -> "host " + changed.host();
            case RoomNews.BroadcastStarted started ->
                "broadcast " + started.broadcast().epoch() + " since "
                        + started.broadcast().startedAtUs();
            case RoomNews.BroadcastInterrupted interrupted -> "broadcast waits since " + interrupted.sinceUs();
            case RoomNews.BroadcastStopped stopped -> "broadcast stopped " + stopped.reason();
            case RoomNews.Closed closed -> "closed " + closed.reason();
        };
    }

    @Override
    public String together(List<RoomNews.OfMember> news, int total) {
        return news.stream().map(this::encode).collect(joining("; ", "together ", " of " + total));
    }

    @Override
    public String presence(List<Member> members) {
        return "here " + members.size();
    }

    @Override
    public String resync(Timeline timeline) {
        return "resync v" + timeline.version();
    }
}

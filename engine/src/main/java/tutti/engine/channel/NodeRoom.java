package tutti.engine.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.ClockOffset;
import tutti.engine.id.UserId;
import tutti.engine.room.Access;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomToChannel;
import tutti.engine.room.RoomView;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Order;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Timeline;

/**
 * A node's copy of a room, as far as it heard: up to news `newsSeq` of `incarnation`. The timeline stands here in the
 * clock of the room's node, because the offset to it is still being learned; all else is in ours. `unsettled` are members
 * on other nodes of whom a room just brought up anew has not heard again.
 */
record NodeRoom(
        long incarnation,
        long newsSeq,
        RoomView heard,
        Set<UserId> unsettled,
        long timelineIncarnation,
        long timelineOffsetUs) {

    /** Less than this is left to the next reminder: players leave such a drift alone anyway. */
    private static final long TOLD_AT_ONCE_US = 2_000;

    static NodeRoom first(RoomToChannel.Attached told, long offsetUs) {
        return new NodeRoom(
                told.incarnation(),
                told.newsSeq(),
                Instants.withRestOurs(told.view(), offsetUs),
                Set.of(),
                told.incarnation(),
                offsetUs);
    }

    /** All in our clock. */
    RoomView view() {
        Timeline ours = Instants.ours(heard.timeline(), timelineOffsetUs);
        return ours.equals(heard.timeline()) ? heard : with(ours);
    }

    /**
     * The room told everything again. One that was brought up elsewhere has yet to hear from its other channels: their
     * members stay until {@link #settled}. And where nothing moved meanwhile, our members go on by the instants they
     * have, for between the clocks of two nodes there may be milliseconds.
     */
    NodeRoom anew(RoomToChannel.Attached told, long offsetUs) {
        NodeRoom anew = first(told, offsetUs);
        boolean moved = told.incarnation() != incarnation;
        Set<UserId> absent = new HashSet<>();
        List<Member> members = new ArrayList<>(anew.heard.members());
        for (Member member : heard.members()) {
            if (anew.member(member.id()) == null && (moved || unsettled.contains(member.id()))) {
                absent.add(member.id());
                members.add(member);
            }
        }
        boolean sameTimeline =
                moved && told.view().timeline().version() == heard.timeline().version();
        return new NodeRoom(
                told.incarnation(),
                told.newsSeq(),
                sameTimeline
                        ? anew.with(heard.timeline(), List.copyOf(members))
                        : anew.with(anew.heard.timeline(), List.copyOf(members)),
                Set.copyOf(absent),
                sameTimeline ? timelineIncarnation : told.incarnation(),
                sameTimeline ? timelineOffsetUs : offsetUs);
    }

    NodeRoom settled() {
        List<Member> members = heard.members().stream()
                .filter(member -> !unsettled.contains(member.id()))
                .toList();
        return with(newsSeq, with(heard.timeline(), members), Set.of());
    }

    /** By what our members go on, as the node of that incarnation says it; null when it was that one who told them. */
    @Nullable
    Anchor anchor(long toldIncarnation, ClockOffset offset) {
        Timeline ours = view().timeline();
        return toldIncarnation == timelineIncarnation
                ? null
                : new Anchor(ours.version(), ours.playback().baseServerUs() + offset.offsetUs(), offset.errorUs());
    }

    /** Whether our members go on by instants that the room told elsewhere, as well as its clock was known then. */
    boolean goesOnAsElsewhere() {
        return timelineIncarnation != incarnation;
    }

    /** Whether what was learned since then moves the same timeline by more than anybody should wait for. */
    boolean isSeenElsewhereThan(NodeRoom before) {
        Timeline now = view().timeline();
        Timeline then = before.view().timeline();
        return now.version() == then.version()
                && Math.abs(now.playback().baseServerUs() - then.playback().baseServerUs()) > TOLD_AT_ONCE_US;
    }

    NodeRoom withOffset(long offsetUs) {
        return timelineIncarnation == incarnation
                ? new NodeRoom(incarnation, newsSeq, heard, unsettled, timelineIncarnation, offsetUs)
                : this;
    }

    /** `news` as the room told it; its instants become ours by `offsetUs`. */
    NodeRoom after(RoomNews news, long newsSeq, long offsetUs) {
        RoomView after = heardAfter(news, offsetUs);
        UserId subject = news instanceof RoomNews.OfMember ofMember ? ofMember.subject() : null;
        Set<UserId> stillUnsettled = unsettled;
        if (subject != null && unsettled.contains(subject)) {
            stillUnsettled = new HashSet<>(unsettled);
            stillUnsettled.remove(subject);
        }
        return news instanceof RoomNews.TimelineMoved
                ? new NodeRoom(incarnation, newsSeq, after, stillUnsettled, incarnation, offsetUs)
                : with(newsSeq, after, stillUnsettled);
    }

    /** What is new in `news` to those who know this copy, in our clock, or null. Totals are those of our copy. */
    @Nullable
    RoomNews toTell(RoomNews news, long offsetUs) {
        return switch (news) {
            case RoomNews.MemberJoined joined -> ofMember(joined.member());
            case RoomNews.MemberChanged changed -> ofMember(changed.member());
            case RoomNews.MemberLeft left ->
                member(left.userId()) == null
                        ? null
                        : new RoomNews.MemberLeft(left.userId(), heard.members().size() - 1);
            case RoomNews.TimelineMoved moved -> Instants.ours(moved, offsetUs);
            case RoomNews.BroadcastStarted started -> Instants.ours(started, offsetUs);
            case RoomNews.BroadcastInterrupted interrupted -> Instants.ours(interrupted, offsetUs);
            case RoomNews.BroadcastStopped stopped -> stopped;
            case RoomNews.Said said -> Instants.ours(said, offsetUs);
            case RoomNews.Reacted reacted -> Instants.ours(reacted, offsetUs);
            case RoomNews.LineDeleted deleted -> deleted;
            case RoomNews.AccessChanged changed -> changed;
            case RoomNews.Ordered ordered -> Instants.ours(ordered, offsetUs);
            case RoomNews.ControlMoved moved -> Instants.ours(moved, offsetUs);
            case RoomNews.Noted noted -> Instants.ours(noted, offsetUs);
            case RoomNews.SettingsChanged changed -> changed;
            case RoomNews.HostChanged changed -> changed;
            case RoomNews.Closed closed -> closed;
        };
    }

    @Nullable
    Member member(UserId user) {
        for (Member member : heard.members()) {
            if (member.id().equals(user)) {
                return member;
            }
        }
        return null;
    }

    private @Nullable RoomNews ofMember(Member member) {
        Member known = member(member.id());
        int total = heard.members().size();
        if (known == null) {
            return new RoomNews.MemberJoined(member, total + 1);
        }
        return known.equals(member) ? null : new RoomNews.MemberChanged(member, total);
    }

    private NodeRoom with(long newsSeq, RoomView heard, Set<UserId> unsettled) {
        return new NodeRoom(incarnation, newsSeq, heard, unsettled, timelineIncarnation, timelineOffsetUs);
    }

    private RoomView heardAfter(RoomNews news, long offsetUs) {
        return switch (news) {
            case RoomNews.TimelineMoved moved -> with(moved.timeline());
            case RoomNews.MemberJoined joined -> with(heard.timeline(), upsert(heard.members(), joined.member()));
            case RoomNews.MemberChanged changed -> with(heard.timeline(), upsert(heard.members(), changed.member()));
            case RoomNews.MemberLeft left -> with(heard.timeline(), without(heard.members(), left.userId()));
            case RoomNews.Said said -> withLine((RoomNews.Said) Instants.ours(said, offsetUs));
            case RoomNews.LineDeleted deleted -> withoutLine(deleted.seq());
            case RoomNews.AccessChanged changed -> with(changed.access());
            case RoomNews.Ordered ordered ->
                with(heard.order().after(((RoomNews.Ordered) Instants.ours(ordered, offsetUs)).what()));
            case RoomNews.ControlMoved moved -> heard;
            case RoomNews.Noted noted ->
                with(heard.activity().with(noted.entry().earlier(offsetUs)));
            case RoomNews.SettingsChanged changed ->
                view(
                        changed.settings(),
                        heard.timeline(),
                        heard.broadcast() == null
                                ? null
                                : heard.broadcast().at(changed.settings().playout()),
                        heard.members(),
                        heard.chat());
            case RoomNews.HostChanged changed -> heard.ownedBy(changed.owner(), changed.host());
            case RoomNews.BroadcastStarted started -> onAir(started.broadcast().earlier(offsetUs));
            case RoomNews.BroadcastInterrupted interrupted -> {
                Broadcast waits = heard.broadcast();
                yield waits == null ? heard : onAir(waits.waiting(interrupted.sinceUs() - offsetUs));
            }
            case RoomNews.BroadcastStopped stopped -> onAir(null);
            case RoomNews.Reacted reacted -> heard;
            case RoomNews.Closed closed -> heard;
        };
    }

    private RoomView onAir(@Nullable Broadcast broadcast) {
        return view(heard.settings(), heard.timeline(), broadcast, heard.members(), heard.chat());
    }

    private RoomView withLine(RoomNews.Said said) {
        List<ChatLine> chat = new ArrayList<>(heard.chat());
        chat.add(said.line());
        return view(
                heard.settings(),
                heard.timeline(),
                heard.members(),
                List.copyOf(chat.subList(Math.max(0, chat.size() - heard.chatKept()), chat.size())));
    }

    private RoomView withoutLine(long seq) {
        List<ChatLine> chat =
                heard.chat().stream().filter(line -> line.seq() != seq).toList();
        return view(heard.settings(), heard.timeline(), heard.members(), chat);
    }

    private static List<Member> without(List<Member> members, UserId user) {
        return members.stream().filter(member -> !member.id().equals(user)).toList();
    }

    private static List<Member> upsert(List<Member> members, Member member) {
        List<Member> after = new ArrayList<>(members.size() + 1);
        boolean known = false;
        for (Member each : members) {
            boolean same = each.id().equals(member.id());
            after.add(same ? member : each);
            known |= same;
        }
        if (!known) {
            after.add(member);
        }
        return List.copyOf(after);
    }

    private RoomView with(Timeline timeline) {
        return with(timeline, heard.members());
    }

    private RoomView with(Timeline timeline, List<Member> members) {
        return view(heard.settings(), timeline, members, heard.chat());
    }

    private RoomView view(RoomSettings settings, Timeline timeline, List<Member> members, List<ChatLine> chat) {
        return view(settings, timeline, heard.broadcast(), members, chat);
    }

    /** What never changes is as we heard it first. */
    private RoomView view(
            RoomSettings settings,
            Timeline timeline,
            @Nullable Broadcast broadcast,
            List<Member> members,
            List<ChatLine> chat) {
        return new RoomView(
                heard.id(),
                heard.name(),
                heard.owner(),
                heard.host(),
                heard.createdAtMs(),
                heard.access(),
                settings,
                timeline,
                broadcast,
                members,
                chat,
                heard.chatKept(),
                heard.order(),
                heard.activity());
    }

    private RoomView with(Access access) {
        return view(access, heard.order(), heard.activity());
    }

    private RoomView with(Order order) {
        return view(heard.access(), order, heard.activity());
    }

    private RoomView with(ActivityLog activity) {
        return view(heard.access(), heard.order(), activity);
    }

    private RoomView view(Access access, Order order, ActivityLog activity) {
        return new RoomView(
                heard.id(),
                heard.name(),
                heard.owner(),
                heard.host(),
                heard.createdAtMs(),
                access,
                heard.settings(),
                heard.timeline(),
                heard.broadcast(),
                heard.members(),
                heard.chat(),
                heard.chatKept(),
                order,
                activity);
    }
}

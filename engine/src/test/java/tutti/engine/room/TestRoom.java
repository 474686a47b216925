package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResult;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.jspecify.annotations.Nullable;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.DisplayName;
import tutti.engine.id.MessageId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Entry;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Source;

/** A room with a clock that is set by hand, two nodes' channels, and a room's usual people. */
final class TestRoom {
    static final RoomId ID = new RoomId("room-1");
    static final UserId ANN = new UserId("ann-the-host");
    static final UserId BOB = new UserId("bob-the-guest");
    static final UserId CAT = new UserId("cat-the-guest");
    static final Source FILM = new Source(Source.Kind.VIDEO, "/film.m3u8", "Film", 120_000_000L, false);
    static final long T0_US = 1_763_700_000_000_000L;
    static final RoomReply ACCEPTED = new RoomReply.Accepted();
    static final RoomReply OPENED = new RoomReply.Opened(T0_US / 1_000);
    static final RoomLimits LIMITS = new RoomLimits(
            100, 50, Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5));

    /** Timers stand still, so that a test and nothing else says when a second is over. */
    static final Config CONFIG = ManualTime.config()
            .withFallback(EventSourcedBehaviorTestKit.config())
            .withFallback(ConfigFactory.parseString("pekko.actor.provider = local"))
            .withFallback(ConfigFactory.load())
            .resolve();

    final ManualClock clock = new ManualClock(T0_US);
    final List<Integer> occupancy = new CopyOnWriteArrayList<>();
    final TestProbe<RoomToChannel> east;
    final TestProbe<RoomToChannel> west;
    private final TestProbe<RoomToChannel> onlooker;
    final TestProbe<ClusterSharding.ShardCommand> shard;
    final EventSourcedBehaviorTestKit<RoomCommand, RoomEvent, RoomState> kit;
    volatile boolean mayDecide = true;
    volatile boolean hasPaper = true;
    private long tickets;

    TestRoom(ActorTestKit actors) {
        east = actors.createTestProbe("east");
        west = actors.createTestProbe("west");
        onlooker = actors.createTestProbe("onlooker");
        shard = actors.createTestProbe("shard");
        kit = EventSourcedBehaviorTestKit.create(
                actors.system(),
                behavior(),
                EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyEquality(true));
        kit.clear();
    }

    Behavior<RoomCommand> behavior() {
        return RoomEntity.create(
                ID,
                new House(LIMITS, clock, (room, count) -> occupancy.add(count), () -> hasPaper, () -> mayDecide),
                shard.ref());
    }

    static NewRoom annsRoom(@Nullable Source source, boolean permanent) {
        return new NewRoom(
                ID,
                new DisplayName("Ann's room"),
                ANN,
                source,
                Access.LISTED,
                RoomSettings.defaults(LIMITS.membersMax()),
                permanent);
    }

    TestRoom opened() {
        assertThat(ask(replyTo -> new RoomCommand.Open(annsRoom(FILM, false), replyTo)))
                .isEqualTo(OPENED);
        return this;
    }

    TestRoom openedForGood() {
        assertThat(ask(replyTo -> new RoomCommand.Open(annsRoom(FILM, true), replyTo)))
                .isEqualTo(OPENED);
        return this;
    }

    /** Opened, with Ann and Bob in it on the eastern node, and all of their arrival heard. */
    TestRoom openedWithAnnAndBob() {
        opened();
        attach(east);
        enter(east, ANN);
        enter(east, BOB);
        hearAll(east);
        return this;
    }

    /** And Cat, on the same node. */
    TestRoom openedWithThree(RoomSettings.Control control) {
        openedWithAnnAndBob();
        enter(east, CAT);
        set(ANN, new SettingsPatch(control, null, null, null, null, null));
        return this;
    }

    void moderator(UserId user) {
        assertThat(asked(ANN, (by, to) -> new RoomCommand.GiveRole(by, user, Role.MODERATOR, to))
                        .reply())
                .isEqualTo(ACCEPTED);
    }

    RoomReply ask(java.util.function.Function<ActorRef<RoomReply>, RoomCommand> command) {
        return asked(command).reply();
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> asked(
            java.util.function.Function<ActorRef<RoomReply>, RoomCommand> command) {
        return kit.runCommand(command);
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> asked(
            UserId by, BiFunction<UserId, ActorRef<RoomReply>, RoomCommand> command) {
        return kit.runCommand((ActorRef<RoomReply> replyTo) -> command.apply(by, replyTo));
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> say(
            UserId by, @Nullable String clientId, String text) {
        return asked(
                by,
                (user, replyTo) ->
                        new RoomCommand.Say(user, clientId == null ? null : new MessageId(clientId), text, replyTo));
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> set(UserId by, SettingsPatch patch) {
        return asked(by, (user, replyTo) -> new RoomCommand.ChangeSettings(user, patch, replyTo));
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> ready(UserId by) {
        return asked(by, (user, replyTo) -> new RoomCommand.MarkReady(user, true, replyTo));
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> play(UserId by) {
        return asked(by, RoomCommand.Play::new);
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> pause(UserId by) {
        return asked(by, RoomCommand.Pause::new);
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> seek(UserId by, int toSecond) {
        return asked(by, (user, to) -> new RoomCommand.Seek(user, toSecond * 1_000_000L, to));
    }

    CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> undo(UserId by, long entry) {
        return asked(by, (user, to) -> new RoomCommand.Undo(user, entry, to));
    }

    CommandResult<RoomCommand, RoomEvent, RoomState> attach(TestProbe<RoomToChannel> channel, UserId... users) {
        return attach(channel, null, users);
    }

    CommandResult<RoomCommand, RoomEvent, RoomState> attach(
            TestProbe<RoomToChannel> channel, @Nullable Anchor anchor, UserId... users) {
        List<Newcomer> newcomers = new ArrayList<>();
        for (UserId user : users) {
            newcomers.add(newcomer(user));
        }
        return kit.runCommand(new RoomCommand.Attach(channel.ref(), newcomers, List.of(), anchor));
    }

    CommandResult<RoomCommand, RoomEvent, RoomState> enter(TestProbe<RoomToChannel> channel, UserId user) {
        return kit.runCommand(new RoomCommand.Admit(channel.ref(), newcomer(user), Pass.NOTHING, ++tickets));
    }

    CommandResult<RoomCommand, RoomEvent, RoomState> leave(TestProbe<RoomToChannel> channel, UserId user) {
        return kit.runCommand(new RoomCommand.Depart(channel.ref(), user));
    }

    CommandResult<RoomCommand, RoomEvent, RoomState> secondsPass(int seconds, TestProbe<?>... beating) {
        for (int second = 1; second < seconds; second++) {
            secondPasses(beating);
        }
        return secondPasses(beating);
    }

    @SuppressWarnings("unchecked")
    private CommandResult<RoomCommand, RoomEvent, RoomState> secondPasses(TestProbe<?>... beating) {
        clock.pass(Duration.ofSeconds(1));
        for (TestProbe<?> probe : beating) {
            beat((TestProbe<RoomToChannel>) probe, 0);
        }
        return kit.runCommand(RoomCommand.Tick.TICK);
    }

    /** The channel's next beat is answered by the room; what it heard before that is given back. */
    List<RoomToChannel> hearAll(TestProbe<RoomToChannel> channel) {
        long mark = ++tickets + 1_000_000;
        kit.runCommand(new RoomCommand.Beat(channel.ref(), 0, 0, mark));
        List<RoomToChannel> heard = new ArrayList<>();
        while (true) {
            RoomToChannel message = channel.receiveMessage();
            if (message instanceof RoomToChannel.Beaten beaten) {
                if (beaten.sentUs() == mark) {
                    return heard;
                }
            } else {
                heard.add(message);
            }
        }
    }

    /** But for the log of who did what. */
    List<RoomNews> newsTo(TestProbe<RoomToChannel> channel) {
        return hearAll(channel).stream()
                .filter(RoomToChannel.News.class::isInstance)
                .map(message -> ((RoomToChannel.News) message).news())
                .filter(news -> !(news instanceof RoomNews.Noted))
                .toList();
    }

    RoomToChannel.Beaten beat(TestProbe<RoomToChannel> channel, long rttP95Us) {
        hearAll(channel);
        kit.runCommand(new RoomCommand.Beat(channel.ref(), 0, rttP95Us, 7));
        return channel.expectMessageClass(RoomToChannel.Beaten.class);
    }

    OpenRoom room() {
        return (OpenRoom) kit.getState();
    }

    Entry lastEntry() {
        return room().activity().entries().getLast();
    }

    /** As a channel without people is shown it. */
    RoomView view() {
        kit.runCommand(new RoomCommand.Attach(onlooker.ref(), List.of(), List.of(), null));
        return hearAll(onlooker).stream()
                .filter(RoomToChannel.Attached.class::isInstance)
                .map(message -> ((RoomToChannel.Attached) message).view())
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    Newcomer newcomer(UserId user) {
        return new Newcomer(user, nameOf(user), false, clock.nowMs());
    }

    static DisplayName nameOf(UserId user) {
        return new DisplayName(user.value().substring(0, 3));
    }

    static Refusal refusal(CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> result) {
        assertThat(result.hasNoEvents()).isTrue();
        return ((RoomReply.Refused) result.reply()).refusal();
    }
}

package tutti.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.channel.Told.ROOM;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomReply;
import tutti.engine.room.RoomToChannel;
import tutti.engine.room.RoomView;
import tutti.engine.room.presence.Arrival;
import tutti.engine.room.presence.Member;
import tutti.engine.room.timeline.Timeline;
import tutti.engine.testing.PlainEncoder;
import tutti.engine.testing.RecordingOutbox;

/** One channel, with a probe for its room and time in the test's hand. */
final class ChannelStage implements AutoCloseable {
    private static final long NO_INCARNATION = -1;

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<RoomCommand> room = kit.createTestProbe();
    private final TestProbe<RegistryCommand> registry = kit.createTestProbe();
    private final TestProbe<ChannelCommand> begun = kit.createTestProbe();
    private final AtomicLong nowUs = new AtomicLong(1_000_000_000);
    private final AtomicInteger encoded = new AtomicInteger();
    private final Showcase showcase = new Showcase(nowUs.get());
    private final ActorRef<ChannelCommand> channel;
    private final ActorRef<RoomToChannel> ear;

    private long incarnation = 77;
    private long aheadUs;
    private long newsSeq;
    private int memberCount = -1;

    ChannelStage() {
        channel = kit.spawn(Behaviors.monitor(
                ChannelCommand.class,
                begun.ref(),
                RoomChannel.create(
                        ROOM,
                        showcase,
                        registry.ref(),
                        new Surroundings(id -> room.ref(), nowUs::get, new CountingEncoder(), settings()))));
        ear = room.expectMessageClass(RoomCommand.Beat.class).channel();
    }

    private static ChannelSettings settings() {
        return new ChannelSettings(
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                100,
                Duration.ofMillis(500),
                Duration.ofSeconds(3));
    }

    void roomsClockIsAheadByUs(long us) {
        aheadUs = us;
    }

    /** The room answers the first beat, and what follows from it. */
    void attached(RoomView view) {
        beat();
        expect(RoomCommand.Attach.class);
        memberCount = 0;
        attachedAnew(view);
        await().until(() -> glance() != null);
    }

    void attachedAnew(RoomView view) {
        ear.tell(new RoomToChannel.Attached(incarnation, newsSeq, view));
    }

    RoomCommand.Attach movesTo(long newIncarnation, RoomView view) {
        incarnation = newIncarnation;
        newsSeq = 0;
        beat();
        RoomCommand.Attach attach = expect(RoomCommand.Attach.class);
        attachedAnew(view);
        return attach;
    }

    void beat() {
        long now = nowUs.get();
        ear.tell(new RoomToChannel.Beaten(incarnation, newsSeq, memberCount, now, now + aheadUs, now + aheadUs));
    }

    void news(RoomNews news) {
        ear.tell(new RoomToChannel.News(incarnation, ++newsSeq, news));
    }

    void lostNews() {
        newsSeq++;
    }

    void tell(RoomToChannel message) {
        ear.tell(message);
    }

    void enter(UserId user, RecordingOutbox outbox) {
        channel.tell(new Visit.Enter(ROOM, Arrival.known(user, new DisplayName(user.value())), outbox));
    }

    void leave(UserId user, RecordingOutbox outbox, boolean meant) {
        channel.tell(new Visit.Leave(ROOM, user, outbox, meant));
    }

    void nodeGone() {
        channel.tell(ChannelCommand.Tick.NODE_GONE);
    }

    void look() {
        channel.tell(new Visit.Look(ROOM, kit.<Sight>createTestProbe().ref()));
    }

    RoomCommand.Admit knock(UserId user, RecordingOutbox outbox) {
        enter(user, outbox);
        return expect(RoomCommand.Admit.class);
    }

    RecordingOutbox seat(UserId user) {
        RecordingOutbox outbox = new RecordingOutbox();
        RoomCommand.Admit admit = knock(user, outbox);
        news(new RoomNews.MemberJoined(Told.member(user), 0));
        memberCount++;
        ear.tell(new RoomToChannel.Admitted(admit.ticket(), user));
        await().until(outbox::isSeated);
        return outbox;
    }

    /** What was asked of the channel before is done before the time passes, or its timers would begin only after that. */
    void passes(Duration duration) {
        ChannelCommand ofNoAccount = new ChannelCommand.Settled(NO_INCARNATION);
        channel.tell(ofNoAccount);
        while (begun.receiveMessage() != ofNoAccount) {
            // What is asked before it.
        }
        nowUs.addAndGet(duration.toNanos() / 1_000);
        time.timePasses(duration);
    }

    /** Whatever else the channel says in between does not matter. */
    <T extends RoomCommand> T expect(Class<T> kind) {
        return kind.cast(await().until(room::receiveMessage, kind::isInstance));
    }

    /** Up to the answer to a look, everything that was asked of the channel before is done. */
    void expectNo(Class<? extends RoomCommand> kind) {
        TestProbe<Sight> probe = kit.createTestProbe();
        channel.tell(new Visit.Look(ROOM, probe.ref()));
        probe.receiveMessage();
        RoomCommand end =
                new RoomCommand.CloseIfEmpty(kit.<RoomReply>createTestProbe().ref());
        room.ref().tell(end);
        for (RoomCommand message = room.receiveMessage(); message != end; message = room.receiveMessage()) {
            assertThat(message).isNotInstanceOf(kind);
        }
    }

    void expectIdle() {
        registry.expectMessageClass(RegistryCommand.Idle.class);
    }

    void expectNotIdle() {
        registry.expectNoMessage(Duration.ofMillis(100));
    }

    @Nullable
    Glance glance() {
        return showcase.read(nowUs.get());
    }

    int encoded() {
        return encoded.get();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }

    private final class CountingEncoder implements NewsEncoder {
        private final PlainEncoder plain = new PlainEncoder();

        @Override
        public String encode(RoomNews news) {
            encoded.incrementAndGet();
            return plain.encode(news);
        }

        @Override
        public String together(List<RoomNews.OfMember> news, int total) {
            encoded.incrementAndGet();
            return plain.together(news, total);
        }

        @Override
        public String presence(List<Member> members) {
            return plain.presence(members);
        }

        @Override
        public String resync(Timeline timeline) {
            return plain.resync(timeline) + " at " + timeline.playback().baseServerUs();
        }
    }
}

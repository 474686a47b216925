package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.T0_US;
import static tutti.engine.room.TestRoom.nameOf;
import static tutti.engine.room.TestRoom.refusal;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.broadcast.Playout;
import tutti.engine.room.broadcast.StopReason;

@DisplayName("A room, of its live sound,")
class RoomBroadcastTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("broadcast", TestRoom.CONFIG);
    private static final BroadcastId FIRST = new BroadcastId("cast-1");
    private static final BroadcastId SECOND = new BroadcastId("cast-2");
    private static final Feed OPUS = new Feed(Feed.Codec.OPUS, 48_000, 2, 128);
    private static final Feed PCM = new Feed(Feed.Codec.PCM, 48_000, 1, 768);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void grants_its_host_a_broadcast_and_tells_everyone() {
        room.openedWithAnnAndBob();

        var started = start(ANN, FIRST, OPUS, "east");

        assertThat(started.reply()).isEqualTo(new RoomReply.Granted(new Grant(FIRST, 1, Playout.LIVE)));
        Broadcast broadcast = broadcast(FIRST, 1, OPUS, "east", null);
        assertThat(started.events()).containsExactly(new RoomEvent.BroadcastStarted(broadcast));
        assertThat(room.newsTo(room.east)).containsExactly(new RoomNews.BroadcastStarted(broadcast));
        assertThat(room.view().broadcast()).isEqualTo(broadcast);
    }

    @Test
    void grants_nobody_else_one_and_lets_nobody_else_end_it() {
        room.openedWithAnnAndBob();

        assertThat(refusal(start(BOB, FIRST, OPUS, "east"))).isEqualTo(Refusal.NOT_ALLOWED);
        start(ANN, FIRST, OPUS, "east");

        assertThat(refusal(room.asked(BOB, RoomCommand.StopBroadcast::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(start(TestRoom.CAT, FIRST, OPUS, "east"))).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void has_none_where_it_is_permanent() {
        room.openedForGood();
        room.attach(room.east, ANN);

        assertThat(refusal(start(ANN, FIRST, OPUS, "east"))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void goes_on_with_the_same_broadcast_in_another_epoch_when_its_host_starts_again() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        room.secondsPass(3, room.east);
        room.kit.runCommand(new RoomCommand.LoseFeed(FIRST, 1));

        var resumed = start(ANN, SECOND, PCM, "west");

        assertThat(resumed.reply()).isEqualTo(new RoomReply.Granted(new Grant(FIRST, 2, Playout.LIVE)));
        assertThat(room.view().broadcast()).isEqualTo(broadcast(FIRST, 2, PCM, "west", null));
        assertThat(room.secondsPass(20, room.east).hasNoEvents()).isTrue();
    }

    @Test
    void never_grants_an_epoch_twice() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        assertThat(room.asked(ANN, RoomCommand.StopBroadcast::new).reply()).isEqualTo(ACCEPTED);
        room.kit.restart();
        room.attach(room.east, ANN);

        var second = start(ANN, SECOND, OPUS, "east");

        assertThat(second.reply()).isEqualTo(new RoomReply.Granted(new Grant(SECOND, 2, Playout.LIVE)));
    }

    @Test
    void begins_further_behind_where_its_settings_say_so() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, null, null, RoomSettings.Latency.STABLE, null, null));

        assertThat(start(ANN, FIRST, OPUS, "east").reply())
                .isEqualTo(new RoomReply.Granted(new Grant(FIRST, 1, Playout.STABLE)));
    }

    @Test
    void wants_it_further_behind_as_soon_as_its_settings_say_so() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");

        room.set(ANN, new SettingsPatch(null, null, null, RoomSettings.Latency.STABLE, null, null));

        assertThat(room.view().broadcast())
                .isEqualTo(broadcast(FIRST, 1, OPUS, "east", null).at(Playout.STABLE));
        assertThat(start(ANN, FIRST, OPUS, "west").reply())
                .isEqualTo(new RoomReply.Granted(new Grant(FIRST, 2, Playout.STABLE)));
    }

    @Test
    void says_that_its_host_ended_it_and_once_only() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        room.hearAll(room.east);

        room.asked(ANN, RoomCommand.StopBroadcast::new);
        var again = room.asked(ANN, RoomCommand.StopBroadcast::new);

        assertThat(again.reply()).isEqualTo(ACCEPTED);
        assertThat(again.hasNoEvents()).isTrue();
        assertThat(room.newsTo(room.east)).containsExactly(new RoomNews.BroadcastStopped(FIRST, StopReason.HOST));
        assertThat(room.view().broadcast()).isNull();
    }

    @Test
    void waits_for_a_host_whose_upload_broke_and_then_gives_it_up() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        room.hearAll(room.east);

        room.kit.runCommand(new RoomCommand.LoseFeed(FIRST, 1));

        assertThat(room.newsTo(room.east)).containsExactly(new RoomNews.BroadcastInterrupted(FIRST, T0_US));
        assertThat(room.view().broadcast()).isEqualTo(broadcast(FIRST, 1, OPUS, "east", T0_US));
        assertThat(room.secondsPass(9, room.east).hasNoEvents()).isTrue();
        assertThat(room.secondsPass(1, room.east).events())
                .containsExactly(new RoomEvent.BroadcastStopped(FIRST, StopReason.HOST_LOST));
    }

    @Test
    void writes_that_an_upload_broke_when_it_may_decide_again_and_can_write() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");

        room.mayDecide = false;
        var cutOff = room.kit.runCommand(new RoomCommand.LoseFeed(FIRST, 1));
        room.mayDecide = true;
        room.hasPaper = false;
        var full = room.secondsPass(1, room.east);
        room.hasPaper = true;

        assertThat(cutOff.hasNoEvents()).isTrue();
        assertThat(full.hasNoEvents()).isTrue();
        assertThat(room.secondsPass(1, room.east).events())
                .containsExactly(new RoomEvent.BroadcastInterrupted(T0_US + 2_000_000));
        assertThat(room.secondsPass(1, room.east).hasNoEvents()).isTrue();
    }

    @Test
    void believes_no_word_of_an_upload_that_was_resumed_elsewhere() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        start(ANN, FIRST, OPUS, "west");

        assertThat(room.kit.runCommand(new RoomCommand.LoseFeed(FIRST, 1)).hasNoEvents())
                .isTrue();
        assertThat(room.kit.runCommand(new RoomCommand.LoseFeed(SECOND, 2)).hasNoEvents())
                .isTrue();
    }

    @Test
    void waits_for_a_host_who_is_gone_and_for_one_on_a_node_that_is() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");

        room.leave(room.east, ANN);

        assertThat(room.secondsPass(9, room.east).hasNoEvents()).isTrue();
        assertThat(room.secondsPass(1, room.east).events())
                .containsExactly(new RoomEvent.BroadcastStopped(FIRST, StopReason.HOST_LOST));
        room.enter(room.west, ANN);
        start(ANN, SECOND, OPUS, "west");
        room.kit.runCommand(new RoomCommand.ChannelGone(room.west.ref()));
        assertThat(room.secondsPass(10, room.east).events())
                .containsExactly(new RoomEvent.BroadcastStopped(SECOND, StopReason.HOST_LOST));
    }

    @Test
    void that_comes_up_again_lets_the_sound_go_on_and_gives_its_host_the_grace_anew() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        room.secondsPass(15, room.east);

        room.kit.restart();
        room.attach(room.west, BOB);

        assertThat(room.secondsPass(9, room.west).hasNoEvents()).isTrue();
        room.attach(room.east, ANN);
        assertThat(room.secondsPass(15, room.east, room.west).hasNoEvents()).isTrue();
        assertThat(room.view().broadcast()).isEqualTo(broadcast(FIRST, 1, OPUS, "east", null));
    }

    @Test
    void ends_it_before_it_is_given_away() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");

        var given = room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, BOB, to));

        assertThat(given.events())
                .containsExactly(
                        new RoomEvent.BroadcastStopped(FIRST, StopReason.HOST),
                        new RoomEvent.Transferred(ANN, BOB, nameOf(BOB), T0_US));
        assertThat(start(BOB, SECOND, OPUS, "east").reply())
                .isEqualTo(new RoomReply.Granted(new Grant(SECOND, 2, Playout.LIVE)));
    }

    @Test
    void ends_that_of_a_stand_in_when_its_owner_returns() {
        room.openedWithAnnAndBob();
        room.leave(room.east, ANN);
        room.secondsPass(20, room.east);
        start(BOB, FIRST, OPUS, "east");

        var returned = room.enter(room.east, ANN);

        assertThat(returned.events())
                .containsExactly(
                        new RoomEvent.BroadcastStopped(FIRST, StopReason.HOST_LOST),
                        RoomEvent.HostChanged.byItself(ANN, nameOf(ANN)));
    }

    @Test
    void ends_it_when_it_closes() {
        room.openedWithAnnAndBob();
        start(ANN, FIRST, OPUS, "east");
        room.hearAll(room.east);

        room.asked(ANN, RoomCommand.Close::new);

        assertThat(room.east.receiveMessage())
                .extracting(told -> ((RoomToChannel.News) told).news())
                .isEqualTo(new RoomNews.BroadcastStopped(FIRST, StopReason.ROOM_CLOSED));
        assertThat(room.east.receiveMessage())
                .extracting(told -> ((RoomToChannel.News) told).news())
                .isEqualTo(new RoomNews.Closed(CloseReason.HOST));
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> start(
            UserId by, BroadcastId id, Feed feed, String origin) {
        return room.asked(by, (user, replyTo) -> new RoomCommand.StartBroadcast(user, id, feed, origin, replyTo));
    }

    private static Broadcast broadcast(
            BroadcastId id, long epoch, Feed feed, String origin, @Nullable Long waitsSinceUs) {
        return new Broadcast(id, epoch, ANN, feed, Playout.LIVE, origin, T0_US, waitsSinceUs);
    }
}

package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Timeline;

@DisplayName("A room that comes up again")
class RoomRecoveryTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("recovery", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void has_all_that_lasts_and_nobody_in_it() {
        room.openedWithAnnAndBob();
        room.asked(ANN, RoomCommand.Play::new);
        room.say(BOB, "b1", "hello");
        OpenRoom before = room.room();

        room.kit.restart();

        assertThat(room.room()).isEqualTo(before);
        assertThat(room.view().members()).isEmpty();
    }

    @Test
    void goes_on_by_the_instants_of_those_who_heard_it_on_a_node_with_another_clock() {
        Timeline before = recoveredWhilePlaying();
        room.attach(room.west, CAT);
        room.hearAll(room.west);
        Anchor theirs = new Anchor(before.version(), before.playback().baseServerUs() - 500_000, 3_000);

        room.attach(room.east, theirs, ANN, BOB);
        room.secondsPass(3, room.east, room.west);

        Playback playback = before.playback();
        Timeline anchored = room.room().timeline();
        assertThat(anchored.playback())
                .isEqualTo(new Playback(true, playback.baseMediaUs(), theirs.baseServerUs(), playback.rate()));
        assertThat(anchored.version()).isEqualTo(before.version() + 1);
        assertThat(room.newsTo(room.west)).contains(new RoomNews.TimelineMoved(anchored));
        assertThat(room.view().activity()).isEqualTo(room.room().activity());
    }

    @Test
    void goes_by_those_who_know_best_however_many_come_after_them() {
        Timeline before = recoveredWhilePlaying();
        long theirs = before.playback().baseServerUs() + 500_000;

        room.attach(room.east, new Anchor(before.version(), theirs, 1_000), ANN);
        room.attach(room.west, new Anchor(before.version(), theirs - 200_000, 700_000), BOB);
        room.attach(room.west, new Anchor(before.version() - 1, 7, 0), BOB);
        room.secondsPass(3, room.east, room.west);

        assertThat(room.view().timeline().playback().baseServerUs()).isEqualTo(theirs);
    }

    @Test
    void leaves_its_instants_alone_where_clocks_may_agree_or_it_has_moved_on() {
        Timeline before = recoveredWhilePlaying();
        long base = before.playback().baseServerUs();

        room.attach(room.east, new Anchor(before.version(), base + 1_999, 0), ANN);
        room.attach(room.west, new Anchor(before.version(), base + 30_000, 30_001), BOB);
        room.attach(room.west, new Anchor(before.version() - 1, base + 500_000, 0), BOB);
        room.secondsPass(4, room.east, room.west);

        assertThat(room.view().timeline()).isEqualTo(before);
    }

    @Test
    void keeps_to_others_instants_as_soon_as_it_may_write_that_down() {
        Timeline before = recoveredWhilePlaying();
        long theirs = before.playback().baseServerUs() + 500_000;
        room.hasPaper = false;
        room.attach(room.east, new Anchor(before.version(), theirs, 0), ANN, BOB);
        room.secondsPass(3, room.east);
        Timeline without = room.view().timeline();

        room.hasPaper = true;
        room.kit.runCommand(RoomCommand.Tick.TICK);

        assertThat(without).isEqualTo(before);
        assertThat(room.view().timeline().playback().baseServerUs()).isEqualTo(theirs);
    }

    @Test
    void takes_pause_for_the_same_by_every_clock() {
        room.openedWithAnnAndBob();
        room.kit.restart();
        Timeline before = room.view().timeline();

        room.attach(room.east, new Anchor(before.version(), before.playback().baseServerUs() - 500_000, 0), ANN);
        room.secondsPass(4, room.east);

        assertThat(before.playback().isPlaying()).isFalse();
        assertThat(room.view().timeline()).isEqualTo(before);
    }

    private Timeline recoveredWhilePlaying() {
        room.openedWithAnnAndBob();
        room.asked(ANN, RoomCommand.Play::new);
        room.clock.pass(Duration.ofSeconds(5));
        room.kit.restart();
        return room.view().timeline();
    }

    @Test
    void is_another_incarnation_in_which_channels_find_themselves_unknown() {
        room.openedWithAnnAndBob();
        RoomToChannel.Beaten before = room.beat(room.east, 0);

        room.kit.restart();

        RoomToChannel.Beaten after = room.beat(room.east, 0);
        assertThat(after.incarnation()).isNotEqualTo(before.incarnation());
        assertThat(after.memberCount()).isEqualTo(-1);
    }

    @Test
    void asks_people_to_try_again_until_their_channels_had_the_time_to_attach() {
        room.openedWithAnnAndBob();
        room.kit.restart();

        assertThat(refusal(room.say(BOB, null, "hello?"))).isEqualTo(Refusal.UNAVAILABLE);
        room.clock.pass(Duration.ofSeconds(3));
        assertThat(refusal(room.say(BOB, null, "hello?"))).isEqualTo(Refusal.NOT_JOINED);
        room.attach(room.east, ANN, BOB);
        assertThat(room.say(BOB, null, "hello!").reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void gives_its_host_the_whole_grace_anew() {
        room.openedWithAnnAndBob();
        room.leave(room.east, ANN);
        room.secondsPass(15, room.east);

        room.kit.restart();
        room.attach(room.east, BOB);

        assertThat(room.secondsPass(19, room.east).hasNoEvents()).isTrue();
        room.secondsPass(1);
        assertThat(room.room().host()).isEqualTo(BOB);
    }

    @Test
    void begins_what_it_was_waiting_with_when_the_time_is_over() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, null, null, null, RoomSettings.WaitFor.EVERYONE, null));
        room.asked(ANN, RoomCommand.Play::new);

        room.kit.restart();
        room.attach(room.east, ANN, BOB);
        room.secondsPass(10, room.east);

        assertThat(room.room().timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void does_not_begin_with_those_who_are_ready_and_back_first() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, null, null, null, RoomSettings.WaitFor.EVERYONE, null));
        room.asked(ANN, RoomCommand.Play::new);
        room.kit.restart();

        room.attach(room.east, ANN);
        room.ready(ANN);
        room.secondsPass(1, room.east);
        boolean playsForAnn = room.room().timeline().playback().isPlaying();
        room.attach(room.west, BOB);
        room.secondsPass(3, room.east, room.west);
        boolean playsBeforeBobIsReady = room.room().timeline().playback().isPlaying();
        room.ready(BOB);

        assertThat(playsForAnn).isFalse();
        assertThat(playsBeforeBobIsReady).isFalse();
        assertThat(room.room().timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void needs_only_its_last_snapshots_but_keeps_its_events_for_the_list_of_rooms() {
        room.openedWithAnnAndBob();
        for (int line = 0; line < 350; line++) {
            room.say(ANN, null, "line " + line);
        }
        OpenRoom before = room.room();

        room.kit.restart();

        assertThat(room.room()).isEqualTo(before);
        assertThat(before.chat().lines()).hasSize(50);
        assertThat(before.chat().lines().getLast().seq()).isEqualTo(350);
        assertThat(room.kit.snapshotTestKit().orElseThrow().persistedInStorage("Room|room-1"))
                .hasSizeLessThanOrEqualTo(3);
        assertThat(room.kit.persistenceTestKit().persistedInStorage("Room|room-1"))
                .first()
                .isInstanceOf(RoomEvent.Opened.class);
    }

    @Test
    void after_its_journal_failed_has_acked_and_told_nothing_that_is_not_on_disk() {
        PersistenceTestKit journal = room.kit.persistenceTestKit();
        room.opened();
        ActorRef<RoomCommand> entity = ACTORS.spawn(room.behavior());
        TestProbe<RoomReply> replies = ACTORS.createTestProbe();
        entity.tell(
                new RoomCommand.Admit(room.east.ref(), room.newcomer(BOB), tutti.engine.room.presence.Pass.NOTHING, 1));
        room.east.expectMessageClass(RoomToChannel.News.class);
        room.east.expectMessageClass(RoomToChannel.Admitted.class);

        journal.failNextPersisted("Room|room-1");
        entity.tell(new RoomCommand.Say(BOB, null, "lost", replies.ref()));
        replies.expectNoMessage(Duration.ofMillis(100));
        comesUpAgain(entity);
        entity.tell(new RoomCommand.Say(BOB, null, "kept", replies.ref()));

        assertThat(replies.receiveMessage()).isEqualTo(ACCEPTED);
        ChatLine line = ((RoomNews.Said) nextNews()).line();
        assertThat(line.text()).isEqualTo("kept");
        assertThat(line.seq()).isEqualTo(1);
        ACTORS.stop(entity);
    }

    @Test
    void goes_on_with_the_version_of_its_timeline() {
        room.openedWithAnnAndBob();
        room.asked(ANN, RoomCommand.Play::new);
        Timeline before = room.room().timeline();

        room.kit.restart();
        room.attach(room.east, ANN);
        room.asked(ANN, RoomCommand.Pause::new);

        assertThat(room.room().timeline().version()).isEqualTo(before.version() + 1);
        assertThat(room.room().timeline().playback())
                .isEqualTo(Playback.pausedAt(0, before.playback().baseServerUs()));
        assertThat(List.of(before.reason(), room.room().timeline().reason()))
                .containsExactly(Timeline.Reason.PLAY, Timeline.Reason.PAUSE);
    }

    /** Only once it has failed does it begin to wait, and on a busy machine that may be after time has passed. */
    private void comesUpAgain(ActorRef<RoomCommand> entity) {
        await().untilAsserted(() -> {
            ManualTime.get(ACTORS.system()).timePasses(Duration.ofSeconds(1));
            entity.tell(new RoomCommand.Admit(
                    room.east.ref(), room.newcomer(BOB), tutti.engine.room.presence.Pass.NOTHING, 2));
            assertThat(nextNews()).isInstanceOf(RoomNews.MemberJoined.class);
        });
    }

    private RoomNews nextNews() {
        return room
                .east
                .fishForMessage(
                        Duration.ofSeconds(1),
                        told -> told instanceof RoomToChannel.News
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .stream()
                .map(told -> ((RoomToChannel.News) told).news())
                .toList()
                .getLast();
    }
}

package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.FILM;
import static tutti.engine.room.TestRoom.OPENED;
import static tutti.engine.room.TestRoom.T0_US;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

@DisplayName("A room")
class RoomEntityTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("room", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void opens_once_and_says_so_again_to_who_opened_it() {
        room.opened();

        var again = room.asked(replyTo -> new RoomCommand.Open(TestRoom.annsRoom(FILM, false), replyTo));
        var bobs = new NewRoom(
                TestRoom.ID,
                new tutti.engine.id.DisplayName("Bob's"),
                BOB,
                FILM,
                Access.LISTED,
                RoomSettings.defaults(10),
                false);

        assertThat(again.reply()).isEqualTo(OPENED);
        assertThat(again.hasNoEvents()).isTrue();
        assertThat(refusal(room.asked(replyTo -> new RoomCommand.Open(bobs, replyTo))))
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void stands_at_the_start_of_what_it_was_opened_with() {
        room.opened();

        assertThat(room.view().timeline()).isEqualTo(Timeline.opened(FILM, Playback.pausedAt(0, T0_US), ANN));
    }

    @Test
    void that_was_opened_with_nothing_has_nothing_to_play() {
        room.ask(replyTo -> new RoomCommand.Open(TestRoom.annsRoom(null, false), replyTo));
        room.enter(room.east, ANN);

        assertThat(room.room().timeline().source()).isEqualTo(Source.NOTHING);
        assertThat(refusal(room.asked(ANN, RoomCommand.Play::new))).isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void plays_a_little_ahead_of_now_and_tells_everyone() {
        room.openedWithAnnAndBob();

        var played = room.asked(ANN, RoomCommand.Play::new);

        assertThat(played.reply()).isEqualTo(ACCEPTED);
        assertThat(played.events())
                .containsExactly(new RoomEvent.PlaybackMoved(
                        ANN,
                        Timeline.Reason.PLAY,
                        Playback.playingFrom(0, T0_US + 150_000),
                        Playback.pausedAt(0, T0_US)));
        assertThat(room.newsTo(room.east))
                .containsExactly(new RoomNews.TimelineMoved(room.room().timeline()));
    }

    @Test
    void takes_its_lead_from_the_slowest_of_its_channels() {
        room.openedWithAnnAndBob();
        room.attach(room.west);
        room.beat(room.east, 20_000);
        room.beat(room.west, 300_000);

        room.asked(ANN, RoomCommand.Play::new);

        assertThat(room.room().timeline().playback().baseServerUs()).isEqualTo(T0_US + 400_000);
    }

    @Test
    void changes_nothing_and_tells_nobody_when_it_is_as_asked_already() {
        room.openedWithAnnAndBob();

        var paused = room.asked(ANN, RoomCommand.Pause::new);

        assertThat(paused.reply()).isEqualTo(ACCEPTED);
        assertThat(paused.hasNoEvents()).isTrue();
        assertThat(room.newsTo(room.east)).isEmpty();
    }

    @Test
    void lets_only_its_host_control_playback() {
        room.openedWithAnnAndBob();

        assertThat(refusal(room.asked(BOB, RoomCommand.Play::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.Seek(by, 5, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.ChangeRate(by, 2, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.ChangeSource(by, FILM, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.set(BOB, patch(RoomSettings.ChatMode.OFF)))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(room.newsTo(room.east)).isEmpty();
    }

    @Test
    void lets_everyone_control_playback_but_not_the_source_when_it_is_set_so() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(RoomSettings.Control.EVERYONE, null, null, null, null, null));

        assertThat(room.asked(BOB, RoomCommand.Play::new).reply()).isEqualTo(ACCEPTED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.ChangeSource(by, Source.NOTHING, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 2.1, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_a_rate_nobody_can_listen_to(double rate) {
        room.openedWithAnnAndBob();

        assertThat(refusal(room.asked(ANN, (by, to) -> new RoomCommand.ChangeRate(by, rate, to))))
                .isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void hears_nothing_from_who_is_not_in_it() {
        room.openedWithAnnAndBob();
        room.secondsPass(4, room.east);

        assertThat(refusal(room.say(CAT, null, "let me in"))).isEqualTo(Refusal.NOT_JOINED);
        assertThat(refusal(room.asked(CAT, RoomCommand.Play::new))).isEqualTo(Refusal.NOT_JOINED);
    }

    @Test
    void tells_changed_settings_and_refuses_impossible_ones() {
        room.openedWithAnnAndBob();

        room.set(ANN, patch(RoomSettings.ChatMode.SLOW));

        assertThat(room.newsTo(room.east))
                .containsExactly(new RoomNews.SettingsChanged(room.room().settings()));
        assertThat(refusal(room.set(ANN, new SettingsPatch(null, null, -1, null, null, null))))
                .isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(refusal(room.set(ANN, new SettingsPatch(null, null, null, null, null, 101))))
                .isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void is_closed_by_its_host_for_good_and_forgets_its_chat() {
        room.openedWithAnnAndBob();
        room.say(BOB, null, "a secret");
        room.hearAll(room.east);

        assertThat(refusal(room.asked(BOB, RoomCommand.Close::new))).isEqualTo(Refusal.NOT_ALLOWED);
        var closed = room.asked(ANN, RoomCommand.Close::new);

        assertThat(closed.reply()).isEqualTo(ACCEPTED);
        assertThat(room.kit.getState()).isEqualTo(new ClosedRoom(CloseReason.HOST));
        assertThat(room.east.expectMessageClass(RoomToChannel.News.class).news())
                .isEqualTo(new RoomNews.Closed(CloseReason.HOST));
        room.shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(room.occupancy).last().isEqualTo(0);
        assertThat(refusal(room.say(BOB, null, "still here?"))).isEqualTo(Refusal.ROOM_CLOSED);
        assertThat(refusal(room.asked(replyTo -> new RoomCommand.Open(TestRoom.annsRoom(FILM, false), replyTo))))
                .isEqualTo(Refusal.ROOM_CLOSED);
    }

    @Test
    void is_closed_for_being_empty_only_when_it_is_and_has_been_up_long_enough_to_know() {
        room.openedWithAnnAndBob();
        assertThat(refusal(room.asked(RoomCommand.CloseIfEmpty::new))).isEqualTo(Refusal.NOT_ALLOWED);

        room.leave(room.east, ANN);
        room.leave(room.east, BOB);
        assertThat(refusal(room.asked(RoomCommand.CloseIfEmpty::new))).isEqualTo(Refusal.UNAVAILABLE);

        room.clock.pass(Duration.ofSeconds(3));
        assertThat(room.ask(RoomCommand.CloseIfEmpty::new)).isEqualTo(ACCEPTED);
        assertThat(room.kit.getState()).isEqualTo(new ClosedRoom(CloseReason.EMPTY));
    }

    @Test
    void that_is_permanent_plays_from_the_start_obeys_nobody_and_stays_open() {
        room.openedForGood();
        room.enter(room.east, ANN);

        assertThat(room.room().timeline().playback()).isEqualTo(Playback.playingFrom(0, T0_US));
        assertThat(refusal(room.asked(ANN, RoomCommand.Pause::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(ANN, RoomCommand.Close::new))).isEqualTo(Refusal.NOT_ALLOWED);
        room.leave(room.east, ANN);
        assertThat(refusal(room.asked(RoomCommand.CloseIfEmpty::new))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void that_is_permanent_plays_what_it_is_opened_with_anew() {
        room.openedForGood();
        Source other = new Source(Source.Kind.TRACK, "/other.mp3", "Other", 90_000_000L, true);

        var reopened = room.asked(replyTo -> new RoomCommand.Open(TestRoom.annsRoom(other, true), replyTo));

        assertThat(reopened.reply()).isEqualTo(OPENED);
        assertThat(room.room().timeline().source()).isEqualTo(other);
        assertThat(room.room().timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void that_nobody_opened_answers_and_goes_away_again() {
        room.attach(room.east, ANN);
        room.enter(room.east, BOB);

        assertThat(room.east.receiveMessage()).isEqualTo(new RoomToChannel.NoRoom(Refusal.ROOM_NOT_FOUND));
        assertThat(room.east.receiveMessage()).isEqualTo(new RoomToChannel.Turned(1, Refusal.ROOM_NOT_FOUND));
        assertThat(refusal(room.asked(BOB, RoomCommand.Play::new))).isEqualTo(Refusal.ROOM_NOT_FOUND);
        room.shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(room.occupancy).isEmpty();
    }

    @Test
    void marks_for_the_directory_what_its_list_is_made_from_and_nothing_else() {
        List<Class<?>> listed = List.of(RoomEvent.OfDirectory.class.getPermittedSubclasses());

        assertThat(listed)
                .containsExactlyInAnyOrder(
                        RoomEvent.Opened.class,
                        RoomEvent.AccessChanged.class,
                        RoomEvent.SourceChanged.class,
                        RoomEvent.HostChanged.class,
                        RoomEvent.Transferred.class,
                        RoomEvent.BroadcastStarted.class,
                        RoomEvent.BroadcastStopped.class,
                        RoomEvent.Closed.class);
    }

    private static SettingsPatch patch(RoomSettings.ChatMode chat) {
        return new SettingsPatch(null, chat, null, null, null, null);
    }

    @Test
    void decides_nothing_while_its_node_sees_the_smaller_part_of_the_cluster() {
        room.openedWithAnnAndBob();
        room.leave(room.east, ANN);

        room.mayDecide = false;
        var line = room.say(BOB, null, "hello?");
        var overdue = room.secondsPass(25, room.east);
        room.mayDecide = true;
        var again = room.secondsPass(1, room.east);

        assertThat(refusal(line)).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(overdue.hasNoEvents()).isTrue();
        assertThat(again.events()).singleElement().isInstanceOf(RoomEvent.HostChanged.class);
    }
}

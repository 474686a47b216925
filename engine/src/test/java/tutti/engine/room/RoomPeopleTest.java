package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.T0_US;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Timeline;

@DisplayName("A room, of its people,")
class RoomPeopleTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("people", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void tells_of_a_newcomer_before_it_says_that_they_are_in() {
        room.opened();
        room.attach(room.east);
        room.hearAll(room.east);

        room.enter(room.east, BOB);

        List<RoomToChannel> heard = room.hearAll(room.east);
        assertThat(heard).hasSize(2);
        assertThat(((RoomToChannel.News) heard.get(0)).news())
                .isEqualTo(new RoomNews.MemberJoined(member(BOB, Role.GUEST, T0_US / 1_000), 1));
        assertThat(heard.get(1)).isInstanceOf(RoomToChannel.Admitted.class);
        assertThat(room.occupancy).containsExactly(1);
    }

    @Test
    void moves_the_seat_of_who_comes_in_through_another_channel_without_telling_anybody() {
        room.openedWithAnnAndBob();
        room.attach(room.west);
        room.hearAll(room.west);
        room.clock.pass(Duration.ofSeconds(9));

        room.enter(room.west, BOB);

        assertThat(room.hearAll(room.east)).containsExactly(new RoomToChannel.Superseded(BOB));
        assertThat(room.hearAll(room.west)).singleElement().isInstanceOf(RoomToChannel.Admitted.class);
        assertThat(room.view().members())
                .extracting(Member::id, Member::joinedAtMs)
                .contains(org.assertj.core.groups.Tuple.tuple(BOB, T0_US / 1_000));
    }

    @Test
    void does_not_hear_the_late_goodbye_of_a_channel_whose_user_is_elsewhere_now() {
        room.openedWithAnnAndBob();
        room.attach(room.west);
        room.enter(room.west, BOB);
        room.hearAll(room.east);

        room.leave(room.east, BOB);

        assertThat(room.newsTo(room.east)).isEmpty();
        assertThat(room.view().members()).hasSize(2);
    }

    @Test
    void takes_a_reload_for_no_news_unless_the_name_has_changed() {
        room.openedWithAnnAndBob();

        room.enter(room.east, BOB);
        assertThat(room.newsTo(room.east)).isEmpty();

        room.kit.runCommand(new RoomCommand.Admit(
                room.east.ref(),
                new Newcomer(BOB, new tutti.engine.id.DisplayName("Robert"), false, room.clock.nowMs()),
                tutti.engine.room.presence.Pass.NOTHING,
                99));
        assertThat(room.newsTo(room.east)).singleElement().isInstanceOf(RoomNews.MemberChanged.class);
    }

    @Test
    void lets_in_no_more_than_it_may_but_always_its_host() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, null, null, null, null, 1));
        room.leave(room.east, ANN);
        room.hearAll(room.east);

        room.enter(room.east, CAT);
        assertThat(room.hearAll(room.east)).singleElement().isInstanceOf(RoomToChannel.Turned.class);
        room.enter(room.east, BOB);
        assertThat(room.hearAll(room.east)).singleElement().isInstanceOf(RoomToChannel.Admitted.class);
        room.enter(room.east, ANN);
        assertThat(room.hearAll(room.east)).last().isInstanceOf(RoomToChannel.Admitted.class);
    }

    @Test
    void lets_nobody_past_the_limit_who_only_waits_at_an_attaching_channel() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, null, null, null, null, 2));
        room.hearAll(room.east);

        room.kit.runCommand(new RoomCommand.Attach(
                room.east.ref(), List.of(room.newcomer(ANN), room.newcomer(BOB)), List.of(CAT), null));
        assertThat(room.view().members()).extracting(Member::id).containsExactly(ANN, BOB);

        room.kit.runCommand(new RoomCommand.Attach(room.east.ref(), List.of(room.newcomer(ANN)), List.of(BOB), null));
        assertThat(room.view().members()).extracting(Member::id).containsExactly(ANN, BOB);
    }

    @Test
    void believes_an_attaching_channel_and_tells_the_others_the_difference() {
        room.openedWithAnnAndBob();
        room.attach(room.west, CAT);
        room.hearAll(room.east);
        room.hearAll(room.west);

        room.attach(room.east, ANN);

        assertThat(room.newsTo(room.west)).containsExactly(new RoomNews.MemberLeft(BOB, 2));
        RoomToChannel.Attached attached =
                (RoomToChannel.Attached) room.hearAll(room.east).getLast();
        assertThat(attached.view().members()).extracting(Member::id).containsExactlyInAnyOrder(ANN, CAT);
        assertThat(room.beat(room.west, 0).newsSeq()).isEqualTo(attached.newsSeq());
    }

    @Test
    void tells_an_attaching_channel_whom_it_has_lost_to_another() {
        room.openedWithAnnAndBob();

        room.attach(room.west, BOB);

        assertThat(room.hearAll(room.west)).first().isEqualTo(new RoomToChannel.Superseded(BOB));
    }

    @Test
    void misses_the_people_of_a_channel_that_is_silent_and_knows_the_channel_no_more() {
        room.openedWithAnnAndBob();
        room.attach(room.west, CAT);
        room.hearAll(room.east);

        room.secondsPass(5, room.west);
        assertThat(room.newsTo(room.west)).doesNotContain(new RoomNews.MemberLeft(ANN, 2));
        room.secondsPass(1, room.west);

        assertThat(room.view().members()).extracting(Member::id).containsExactly(CAT);
        assertThat(room.beat(room.east, 0).memberCount()).isEqualTo(-1);
        assertThat(room.beat(room.west, 0).memberCount()).isEqualTo(1);
    }

    @Test
    void keeps_the_people_of_a_channel_whose_beats_waited_with_the_room_for_a_slow_disk() {
        room.openedWithAnnAndBob();
        room.secondsPass(2, room.east);

        room.clock.pass(Duration.ofSeconds(20));
        room.kit.runCommand(RoomCommand.Tick.TICK);

        assertThat(room.beat(room.east, 0).memberCount()).isEqualTo(2);
        room.secondsPass(6);
        assertThat(room.beat(room.east, 0).memberCount()).isEqualTo(-1);
    }

    @Test
    void misses_the_people_of_a_channel_that_has_died() {
        room.openedWithAnnAndBob();
        room.attach(room.west);
        room.hearAll(room.west);

        room.east.stop();

        assertThat(room.west.expectMessageClass(RoomToChannel.News.class).news())
                .isInstanceOf(RoomNews.MemberLeft.class);
        assertThat(room.west.expectMessageClass(RoomToChannel.News.class).news())
                .isInstanceOf(RoomNews.MemberLeft.class);
    }

    @Test
    void answers_a_beat_with_the_times_of_the_exchange_and_what_it_knows() {
        room.openedWithAnnAndBob();

        RoomToChannel.Beaten beaten = room.beat(room.east, 0);

        assertThat(beaten.memberCount()).isEqualTo(2);
        assertThat(beaten.sentUs()).isEqualTo(7);
        assertThat(beaten.receivedUs()).isEqualTo(T0_US);
        assertThat(beaten.answeredUs()).isEqualTo(T0_US);
    }

    @Test
    void waits_for_everyone_when_it_is_set_so_and_begins_when_the_last_is_ready() {
        waitsForEveryone();
        room.ready(ANN);
        room.hearAll(room.east);

        room.asked(ANN, RoomCommand.Play::new);
        assertThat(room.room().timeline().reason()).isEqualTo(Timeline.Reason.WAITING);
        assertThat(room.room().timeline().playback().isPlaying()).isFalse();
        room.ready(BOB);

        assertThat(room.room().timeline().reason()).isEqualTo(Timeline.Reason.PLAY);
        assertThat(room.room().timeline().by()).isEqualTo(ANN);
        assertThat(room.newsTo(room.east))
                .extracting(Object::getClass)
                .containsExactly(
                        RoomNews.TimelineMoved.class, RoomNews.MemberChanged.class, RoomNews.TimelineMoved.class);
    }

    @Test
    void begins_without_who_is_not_ready_in_time() {
        waitsForEveryone();
        room.asked(ANN, RoomCommand.Play::new);

        assertThat(room.secondsPass(9, room.east).hasNoEvents()).isTrue();
        room.secondsPass(1, room.east);

        assertThat(room.room().timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void begins_when_who_was_not_ready_has_left() {
        waitsForEveryone();
        room.ready(ANN);
        room.asked(ANN, RoomCommand.Play::new);

        room.leave(room.east, BOB);

        assertThat(room.room().timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void does_not_wait_when_everyone_is_ready_already() {
        waitsForEveryone();
        room.ready(ANN);
        room.ready(BOB);

        room.asked(ANN, RoomCommand.Play::new);

        assertThat(room.room().timeline().playback().isPlaying()).isTrue();
    }

    @Test
    void says_now_and_then_how_many_are_in_it() {
        room.openedWithAnnAndBob();

        room.secondsPass(25, room.east);

        assertThat(room.occupancy).containsExactly(1, 2, 2, 2);
    }

    private void waitsForEveryone() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, null, null, null, RoomSettings.WaitFor.EVERYONE, null));
        room.secondsPass(3, room.east);
        room.hearAll(room.east);
    }

    private static Member member(tutti.engine.id.UserId id, Role role, long joinedAtMs) {
        return new Member(id, TestRoom.nameOf(id), role, false, joinedAtMs);
    }
}

package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.T0_US;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;

@DisplayName("A room, of its host,")
class RoomHostTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("host", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void keeps_the_place_of_a_lost_host_for_the_grace_and_then_follows_whoever_is_here_longest() {
        room.openedWithAnnAndBob();
        room.clock.pass(Duration.ofSeconds(1));
        room.enter(room.east, CAT);
        room.leave(room.east, ANN);
        room.hearAll(room.east);

        assertThat(room.secondsPass(19, room.east).hasNoEvents()).isTrue();
        room.hearAll(room.east);
        var succession = room.secondsPass(1);

        assertThat(succession.events()).containsExactly(RoomEvent.HostChanged.byItself(BOB, TestRoom.nameOf(BOB)));
        assertThat(room.newsTo(room.east))
                .containsExactly(
                        new RoomNews.HostChanged(BOB, ANN),
                        new RoomNews.MemberChanged(member(BOB, Role.HOST, T0_US / 1_000), 2));
        assertThat(room.asked(BOB, RoomCommand.Play::new).reply()).isEqualTo(TestRoom.ACCEPTED);
    }

    @Test
    void is_its_owners_again_as_soon_as_they_return() {
        room.openedWithAnnAndBob();
        room.leave(room.east, ANN);
        room.secondsPass(20, room.east);
        assertThat(room.room().host()).isEqualTo(BOB);
        room.hearAll(room.east);

        var returned = room.enter(room.east, ANN);

        assertThat(returned.events()).containsExactly(RoomEvent.HostChanged.byItself(ANN, TestRoom.nameOf(ANN)));
        assertThat(room.newsTo(room.east)).contains(new RoomNews.HostChanged(ANN, ANN));
        assertThat(refusal(room.asked(BOB, RoomCommand.Play::new))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void has_the_same_host_when_they_are_back_within_the_grace() {
        room.openedWithAnnAndBob();
        room.leave(room.east, ANN);
        room.secondsPass(19, room.east);

        room.enter(room.east, ANN);

        assertThat(room.secondsPass(10, room.east).hasNoEvents()).isTrue();
        assertThat(room.room().host()).isEqualTo(ANN);
    }

    @Test
    void has_no_successor_for_the_host_of_a_permanent_one() {
        room.openedForGood();
        room.attach(room.east, BOB);

        assertThat(room.secondsPass(40, room.east).hasNoEvents()).isTrue();
        assertThat(room.room().host()).isEqualTo(ANN);
    }

    @Test
    void notes_the_hosts_name_for_the_list_of_rooms() {
        room.opened();

        var entered = room.enter(room.east, ANN);

        assertThat(entered.events()).containsExactly(RoomEvent.HostChanged.byItself(ANN, TestRoom.nameOf(ANN)));
        assertThat(room.newsTo(room.east)).doesNotContain(new RoomNews.HostChanged(ANN, ANN));
    }

    @Test
    void is_given_away_for_good() {
        room.openedWithAnnAndBob();

        var given = room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, BOB, to));

        assertThat(given.reply()).isEqualTo(TestRoom.ACCEPTED);
        assertThat(given.events()).containsExactly(new RoomEvent.Transferred(ANN, BOB, TestRoom.nameOf(BOB), T0_US));
        assertThat(room.newsTo(room.east))
                .containsExactly(
                        new RoomNews.HostChanged(BOB, BOB),
                        new RoomNews.MemberChanged(member(ANN, Role.GUEST, T0_US / 1_000), 2),
                        new RoomNews.MemberChanged(member(BOB, Role.HOST, T0_US / 1_000), 2));
        room.leave(room.east, ANN);
        assertThat(room.enter(room.east, ANN).hasNoEvents()).isTrue();
        assertThat(room.secondsPass(2, room.east).hasNoEvents()).isTrue();
        assertThat(room.room().owner()).isEqualTo(BOB);
        assertThat(room.room().host()).isEqualTo(BOB);
        assertThat(refusal(room.asked(ANN, RoomCommand.Play::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(ANN, RoomCommand.Close::new))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void is_neither_given_away_nor_closed_by_who_stands_in_for_its_owner() {
        room.openedWithAnnAndBob();
        room.enter(room.east, CAT);
        room.leave(room.east, ANN);
        room.secondsPass(20, room.east);
        assertThat(room.room().host()).isEqualTo(BOB);

        assertThat(refusal(room.asked(BOB, RoomCommand.Close::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(room.asked(BOB, (by, to) -> new RoomCommand.Transfer(by, CAT, to))
                        .reply())
                .isEqualTo(TestRoom.ACCEPTED);
        assertThat(room.room().host()).isEqualTo(CAT);
        room.enter(room.east, ANN);

        assertThat(room.room().host()).isEqualTo(ANN);
        assertThat(room.asked(ANN, RoomCommand.Close::new).reply()).isEqualTo(TestRoom.ACCEPTED);
    }

    @Test
    void is_given_away_by_the_host_only_and_to_somebody_who_is_there() {
        room.openedWithAnnAndBob();

        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.Transfer(by, BOB, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, CAT, to))))
                .isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(refusal(room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, ANN, to))))
                .isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void is_not_given_away_where_it_is_permanent() {
        room.openedForGood();
        room.attach(room.east, ANN, BOB);

        assertThat(refusal(room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, BOB, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    private static Member member(tutti.engine.id.UserId id, Role role, long joinedAtMs) {
        return new Member(id, TestRoom.nameOf(id), role, false, joinedAtMs);
    }
}

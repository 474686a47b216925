package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Control;
import tutti.engine.room.presence.Role;

@DisplayName("A room, with control to give,")
class RoomControlTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("control", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void lends_control_to_who_asked_for_it_until_the_time_is_up() {
        room.openedWithThree(RoomSettings.Control.GRANTED);
        assertThat(refusal(room.pause(BOB))).isEqualTo(Refusal.NOT_ALLOWED);

        room.asked(BOB, RoomCommand.RequestControl::new);
        room.asked(CAT, RoomCommand.RequestControl::new);
        assertThat(control().requests()).containsExactly(BOB, CAT);
        grant(BOB, Duration.ofSeconds(30));

        assertThat(room.play(BOB).reply()).isEqualTo(ACCEPTED);
        assertThat(refusal(room.pause(CAT))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(room.pause(ANN).reply()).isEqualTo(ACCEPTED);
        room.secondsPass(31, room.east);
        assertThat(refusal(room.play(BOB))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(control()).isEqualTo(new Control(null, List.of(CAT)));
    }

    @Test
    void tells_everyone_who_asks_and_who_has_control() {
        room.openedWithThree(RoomSettings.Control.GRANTED);
        room.hearAll(room.east);

        room.asked(BOB, RoomCommand.RequestControl::new);
        assertThat(moved()).satisfies(asked -> {
            assertThat(asked.asks().id()).isEqualTo(BOB);
            assertThat(asked.control().requests()).containsExactly(BOB);
        });
        grant(BOB, null);
        assertThat(moved().control()).isEqualTo(new Control(new Control.Lease(BOB, null), List.of()));
        room.asked(BOB, RoomCommand.ReleaseControl::new);
        assertThat(moved()).isEqualTo(new RoomNews.ControlMoved(Control.HOSTS, null));
    }

    @Test
    void takes_control_back_when_the_host_wants_it_or_its_holder_is_gone() {
        room.openedWithThree(RoomSettings.Control.GRANTED);
        room.secondsPass(4, room.east);
        grant(BOB, null);
        room.asked(ANN, (by, to) -> new RoomCommand.RevokeControl(by, BOB, to));
        assertThat(refusal(room.play(BOB))).isEqualTo(Refusal.NOT_ALLOWED);

        grant(CAT, null);
        room.leave(room.east, CAT);

        assertThat(control()).isEqualTo(Control.HOSTS);
    }

    @Test
    void is_not_asked_for_control_by_one_without_end() {
        room.openedWithThree(RoomSettings.Control.GRANTED);

        for (int each = 0; each < Budget.AT_ONCE; each++) {
            assertThat(room.asked(BOB, RoomCommand.RequestControl::new).reply()).isEqualTo(ACCEPTED);
            room.asked(BOB, RoomCommand.ReleaseControl::new);
        }

        assertThat(refusal(room.asked(BOB, RoomCommand.RequestControl::new))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(room.asked(CAT, RoomCommand.RequestControl::new).reply()).isEqualTo(ACCEPTED);
        room.secondsPass(9, room.east);
        assertThat(room.asked(BOB, RoomCommand.RequestControl::new).reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void has_no_control_for_the_asking_where_it_is_the_hosts_alone() {
        room.openedWithThree(RoomSettings.Control.HOST);

        assertThat(refusal(room.asked(BOB, RoomCommand.RequestControl::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(grant(BOB, null))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void lends_nothing_any_more_when_the_host_wants_control_alone() {
        room.openedWithThree(RoomSettings.Control.GRANTED);
        grant(BOB, null);
        room.asked(CAT, RoomCommand.RequestControl::new);

        room.set(ANN, new SettingsPatch(RoomSettings.Control.HOST, null, null, null, null, null));
        assertThat(refusal(room.play(BOB))).isEqualTo(Refusal.NOT_ALLOWED);
        room.secondsPass(1, room.east);

        assertThat(control()).isEqualTo(Control.HOSTS);
    }

    @Test
    void lends_control_by_nobody_but_the_host() {
        room.openedWithThree(RoomSettings.Control.GRANTED);
        room.moderator(BOB);

        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.GrantControl(by, CAT, null, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.RevokeControl(by, CAT, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.GiveRole(by, CAT, Role.MODERATOR, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void lets_everyone_pause_and_seek_but_no_one_all_the_time() {
        room.openedWithThree(RoomSettings.Control.EVERYONE);

        for (int times = 0; times < Budget.AT_ONCE; times++) {
            assertThat(room.seek(BOB, times).reply()).isEqualTo(ACCEPTED);
        }

        assertThat(refusal(room.seek(BOB, 99))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(room.play(BOB).reply()).isEqualTo(ACCEPTED);
        assertThat(room.seek(CAT, 50).reply()).isEqualTo(ACCEPTED);
        assertThat(room.seek(ANN, 51).reply()).isEqualTo(ACCEPTED);
        room.clock.pass(Duration.ofSeconds(8));
        assertThat(room.pause(BOB).reply()).isEqualTo(ACCEPTED);
        assertThat(refusal(room.seek(BOB, 52))).isEqualTo(Refusal.RATE_LIMITED);
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> grant(
            UserId to, @Nullable Duration time) {
        Long forUs = time == null ? null : time.toNanos() / 1_000;
        return room.asked(ANN, (by, replyTo) -> new RoomCommand.GrantControl(by, to, forUs, replyTo));
    }

    private Control control() {
        return room.room().order().control();
    }

    private RoomNews.ControlMoved moved() {
        return room.newsTo(room.east).stream()
                .filter(RoomNews.ControlMoved.class::isInstance)
                .map(RoomNews.ControlMoved.class::cast)
                .reduce((first, later) -> later)
                .orElseThrow();
    }
}

package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.FILM;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A room that cannot write anything down")
class RoomWithoutPaperTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("room-without-paper", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void refuses_what_would_have_to_be_and_tells_nobody_of_it() {
        room.openedWithAnnAndBob();
        room.hasPaper = false;

        assertThat(refusal(room.asked(ANN, RoomCommand.Play::new))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(room.say(BOB, "b1", "hello"))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(room.newsTo(room.east)).isEmpty();
        room.hasPaper = true;
        assertThat(room.say(BOB, "b1", "hello").reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void is_not_opened() {
        room.hasPaper = false;

        assertThat(refusal(room.asked(replyTo -> new RoomCommand.Open(TestRoom.annsRoom(FILM, false), replyTo))))
                .isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void goes_on_with_what_need_not_be() {
        room.openedWithAnnAndBob();
        room.hasPaper = false;

        room.enter(room.east, CAT);

        assertThat(room.view().members()).hasSize(3);
        assertThat(room.asked(BOB, (by, to) -> new RoomCommand.React(by, "🎉", to))
                        .reply())
                .isEqualTo(ACCEPTED);
        assertThat(room.asked(ANN, RoomCommand.Pause::new).reply()).isEqualTo(ACCEPTED);
        assertThat(refusal(room.asked(BOB, RoomCommand.Play::new))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void does_not_hold_against_a_guest_in_slow_mode_what_it_refused() {
        room.openedWithAnnAndBob();
        room.set(ANN, new SettingsPatch(null, RoomSettings.ChatMode.SLOW, null, null, null, null));
        room.clock.pass(Duration.ofSeconds(5));
        room.hasPaper = false;
        assertThat(refusal(room.say(BOB, "b1", "hello"))).isEqualTo(Refusal.UNAVAILABLE);

        room.hasPaper = true;

        assertThat(room.say(BOB, "b1", "hello").reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void gives_a_lost_hosts_place_away_when_it_can() {
        room.openedWithAnnAndBob();
        room.leave(room.east, ANN);
        room.hasPaper = false;
        room.secondsPass(20, room.east);
        assertThat(room.room().host()).isEqualTo(ANN);

        room.hasPaper = true;
        room.secondsPass(1);

        assertThat(room.room().host()).isEqualTo(BOB);
    }
}

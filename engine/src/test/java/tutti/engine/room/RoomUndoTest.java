package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.order.Entry;
import tutti.engine.room.timeline.Source;

@DisplayName("A room whose last change is taken back")
class RoomUndoTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("undo", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void goes_back_to_where_it_was_before_the_last_seek() {
        room.openedWithThree(RoomSettings.Control.EVERYONE);
        room.seek(ANN, 30);
        room.clock.pass(Duration.ofSeconds(5));
        room.seek(BOB, 90);
        Entry entry = room.lastEntry();

        assertThat(refusal(room.undo(CAT, entry.number()))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(room.undo(ANN, entry.number()).reply()).isEqualTo(ACCEPTED);

        assertThat(room.room().timeline().playback().baseMediaUs()).isEqualTo(30_000_000);
        assertThat(refusal(room.undo(ANN, entry.number()))).isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(refusal(room.undo(ANN, 1))).isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void takes_a_drag_of_the_seek_bar_for_one_deed() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.seek(ANN, 10);
        room.clock.pass(Duration.ofSeconds(5));
        for (int second = 20; second < 30; second++) {
            room.clock.pass(Duration.ofMillis(200));
            room.seek(ANN, second);
        }

        room.undo(ANN, room.lastEntry().number());

        assertThat(room.room().timeline().playback().baseMediaUs()).isEqualTo(10_000_000);
    }

    @Test
    void plays_again_what_it_played_before_the_last_change() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.seek(ANN, 42);
        room.clock.pass(Duration.ofSeconds(5));
        Source wrong = new Source(Source.Kind.VIDEO, "/wrong.m3u8", "Wrong", 60_000_000L, false);
        room.asked(ANN, (by, to) -> new RoomCommand.ChangeSource(by, wrong, to));

        room.undo(ANN, room.lastEntry().number());

        assertThat(room.room().timeline().source()).isEqualTo(TestRoom.FILM);
        assertThat(room.room().timeline().playback().baseMediaUs()).isEqualTo(42_000_000);
    }
}

package tutti.engine.room.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.UserId;

@DisplayName("The pace of a room")
class PaceTest {
    private static final UserId ANN = new UserId("ann-ann");
    private static final UserId BOB = new UserId("bob-bob");

    @Test
    void gives_each_speaker_one_line_in_the_time_between() {
        Pace pace = new Pace();

        assertThat(pace.takes(ANN, -5_000, 0, 5_000)).isTrue();
        assertThat(pace.takes(ANN, -5_000, 4_999, 5_000)).isFalse();
        assertThat(pace.takes(BOB, -1, 4_999, 5_000)).isTrue();
        assertThat(pace.takes(ANN, -5_000, 5_000, 5_000)).isTrue();
    }
}

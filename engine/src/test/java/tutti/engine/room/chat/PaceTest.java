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

        assertThat(pace.allows(ANN, -5_000, 0, 5_000)).isTrue();
        pace.said(ANN, 0);

        assertThat(pace.allows(ANN, -5_000, 4_999, 5_000)).isFalse();
        assertThat(pace.allows(BOB, -1, 4_999, 5_000)).isTrue();
        assertThat(pace.allows(ANN, -5_000, 5_000, 5_000)).isTrue();
    }
}

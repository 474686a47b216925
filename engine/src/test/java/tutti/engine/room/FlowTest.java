package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a room takes of all its people together")
class FlowTest {
    private static final long SECOND_US = 1_000_000;

    @Test
    void is_twenty_lines_at_once_and_twenty_a_second_from_then_on() {
        Flow lines = Flow.ofLines();

        assertThat(taken(lines, 0, 0, 1_000)).isEqualTo(20);
        assertThat(taken(lines, 1, SECOND_US, 1_000)).isEqualTo(20);
    }

    @Test
    void is_twenty_five_reactions_a_second_and_never_more_than_fifteen_in_one_moment() {
        Flow reactions = Flow.ofReactions();

        assertThat(taken(reactions, 0, 0, 1_000)).isEqualTo(15);
        assertThat(taken(reactions, 1, SECOND_US, 1_000)).isEqualTo(25);
        assertThat(taken(reactions, 10 * SECOND_US, 10 * SECOND_US, 1_000)).isEqualTo(15);
    }

    @Test
    void is_told_of_twenty_who_come_at_once_and_ten_a_second_one_by_one() {
        Flow presence = Flow.ofPresence();

        assertThat(taken(presence, 0, 0, 1_000)).isEqualTo(20);
        assertThat(taken(presence, 1, SECOND_US, 1_000)).isEqualTo(10);
    }

    private static long taken(Flow flow, long fromUs, long toUs, int asked) {
        return LongStream.range(0, asked)
                .map(each -> fromUs + (toUs - fromUs) * (each + 1) / asked)
                .filter(flow::takes)
                .count();
    }
}

package tutti.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What waits for one client")
class WaitingBytesTest {
    private static final long KIB = 1024;

    private final AtomicLong onNode = new AtomicLong();

    @Test
    void is_bounded_but_one_large_frame_may_wait_alone() {
        WaitingBytes waiting = new WaitingBytes(100 * KIB, onNode, 1_000 * KIB);

        assertThat(waiting.take(300 * KIB)).isTrue();
        assertThat(waiting.take(1)).isFalse();
        waiting.give(300 * KIB);
        assertThat(waiting.take(100 * KIB)).isTrue();

        assertThat(onNode).hasValue(100 * KIB);
    }

    @Test
    void is_little_where_the_others_have_used_up_the_nodes_share() {
        WaitingBytes greedy = new WaitingBytes(1_000 * KIB, onNode, 200 * KIB);
        WaitingBytes modest = new WaitingBytes(1_000 * KIB, onNode, 200 * KIB);

        assertThat(greedy.take(150 * KIB)).isTrue();
        assertThat(greedy.take(100 * KIB)).isFalse();
        assertThat(greedy.take(50 * KIB)).isTrue();

        assertThat(modest.take(10 * KIB)).isTrue();
        assertThat(modest.take(10 * KIB)).isFalse();
    }

    @Test
    void is_given_back_once_when_the_client_goes() {
        WaitingBytes waiting = new WaitingBytes(100 * KIB, onNode, 200 * KIB);
        waiting.take(30 * KIB);

        waiting.end();
        waiting.end();
        waiting.give(30 * KIB);

        assertThat(onNode).hasValue(0);
        assertThat(waiting.take(1)).isFalse();
    }
}

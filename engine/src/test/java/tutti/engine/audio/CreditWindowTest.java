package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The window to a node")
class CreditWindowTest {
    private final CreditWindow<Integer> window = new CreditWindow<>();

    @Test
    void lets_only_so_much_be_on_its_way() {
        for (int piece = 0; piece < CreditWindow.ON_THE_WAY_MAX; piece++) {
            window.offer(piece);
            assertThat(window.next()).isEqualTo(piece);
        }
        window.offer(-1);
        assertThat(window.next()).isNull();

        window.taken(1);

        assertThat(window.next()).isEqualTo(-1);
    }

    @Test
    void gives_up_the_oldest_of_what_waits() {
        for (int piece = 0; piece < CreditWindow.ON_THE_WAY_MAX; piece++) {
            window.offer(piece);
            window.next();
        }
        for (int piece = 0; piece < CreditWindow.WAITING_MAX + 7; piece++) {
            window.offer(piece);
        }

        window.taken(window.sent());

        assertThat(window.next()).isEqualTo(7);
        assertThat(window.givenUp()).isEqualTo(7);
    }

    @Test
    void gives_up_nothing_of_what_is_replayed_and_keeps_what_comes_meanwhile_behind_it() {
        List<Integer> replayed = IntStream.range(0, 3 * 250).boxed().toList();

        window.replay(replayed);
        window.offer(1_000);

        List<Integer> went = new ArrayList<>();
        for (Integer next = window.next(); next != null; next = window.next()) {
            went.add(next);
            if (went.size() % CreditWindow.ON_THE_WAY_MAX == 0) {
                assertThat(window.next()).isNull();
                window.taken(window.sent());
            }
        }
        assertThat(went)
                .startsWith(replayed.toArray(Integer[]::new))
                .endsWith(1_000)
                .hasSize(751);
        assertThat(window.givenUp()).isZero();
    }

    @Test
    void replays_once_what_is_asked_for_twice() {
        window.replay(List.of(1, 2));
        window.forgetReplay();
        window.replay(List.of(2, 3));

        assertThat(window.next()).isEqualTo(2);
        assertThat(window.next()).isEqualTo(3);
        assertThat(window.next()).isNull();
    }

    @Test
    void does_not_believe_that_more_came_than_was_sent() {
        window.offer(1);
        window.next();
        window.taken(1_000);

        for (int piece = 0; piece < CreditWindow.ON_THE_WAY_MAX; piece++) {
            window.offer(piece);
            assertThat(window.next()).isNotNull();
        }
        window.offer(1);
        assertThat(window.next()).isNull();
    }
}

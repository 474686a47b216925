package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

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

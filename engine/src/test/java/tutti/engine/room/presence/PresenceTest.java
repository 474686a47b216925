package tutti.engine.room.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.UserId;

@DisplayName("Presence")
class PresenceTest {
    private static final UserId ANN = new UserId("ann-ann");
    private static final UserId BOB = new UserId("bob-bob");
    private static final UserId CAT = new UserId("cat-cat");

    private final Presence<String> two =
            Presence.<String>nobody().seated("east", who(ANN, 100)).seated("west", who(BOB, 50));

    @Test
    void stands_in_order_of_arrival_and_not_of_telling() {
        assertThat(two.inOrderOfArrival()).extracting(Newcomer::id).containsExactly(BOB, ANN);
        assertThat(two.longestPresent().map(Newcomer::id)).contains(BOB);
    }

    @Test
    void moves_a_seat_to_the_channel_the_user_came_in_through_last_and_keeps_their_arrival() {
        Presence<String> moved = two.seated("west", who(ANN, 900));

        assertThat(moved.total()).isEqualTo(2);
        assertThat(moved.channelOf(ANN)).contains("west");
        assertThat(moved.find(ANN).map(Newcomer::joinedAtMs)).contains(100L);
    }

    @Test
    void hears_no_goodbye_from_a_channel_the_user_has_left_before() {
        Presence<String> moved = two.seated("west", who(ANN, 900));

        assertThat(moved.left("east", ANN)).isEqualTo(moved);
        assertThat(moved.left("west", ANN).has(ANN)).isFalse();
        assertThat(moved.left("west", CAT)).isEqualTo(moved);
    }

    @Test
    void takes_an_attached_channels_word_for_its_people_and_only_for_them() {
        Presence<String> attached = two.attached("east", List.of(who(CAT, 300), who(BOB, 10)));

        assertThat(attached.has(ANN)).isFalse();
        assertThat(attached.channelOf(CAT)).contains("east");
        assertThat(attached.channelOf(BOB)).contains("west");
        assertThat(attached.find(BOB).map(Newcomer::joinedAtMs)).contains(50L);
    }

    @Test
    void is_the_same_when_a_channel_attaches_again_with_the_same_people() {
        assertThat(two.attached("east", List.of(who(ANN, 100)))).isEqualTo(two);
    }

    @Test
    void counts_the_people_of_a_channel() {
        assertThat(two.countOn("east")).isEqualTo(1);
        assertThat(two.attached("east", List.of()).countOn("east")).isZero();
        assertThat(two.countOn("north")).isZero();
    }

    @Test
    void knows_when_everyone_is_ready() {
        Presence<String> oneReady = two.ready(ANN, true);

        assertThat(oneReady.everyoneIsReady()).isFalse();
        assertThat(oneReady.ready(BOB, true).everyoneIsReady()).isTrue();
        assertThat(oneReady.ready(ANN, true)).isSameAs(oneReady);
        assertThat(oneReady.ready(CAT, true)).isSameAs(oneReady);
    }

    private static Newcomer who(UserId id, long joinedAtMs) {
        return new Newcomer(id, new tutti.engine.id.DisplayName(id.value()), false, joinedAtMs);
    }
}

package tutti.engine.room.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.MessageId;
import tutti.engine.id.UserId;
import tutti.engine.room.presence.Role;

@DisplayName("A chat log")
class ChatLogTest {
    private static final UserId ANN = new UserId("ann-ann");
    private static final UserId BOB = new UserId("bob-bob");
    private static final MessageId ONE = new MessageId("1");
    private static final long T0_US = 1_763_700_000_000_000L;
    private static final long MINUTE_US = 60_000_000;

    @Test
    void counts_its_lines_up_by_one_and_keeps_the_last_of_them() {
        ChatLog log = ChatLog.empty(3);

        for (int line = 0; line < 10; line++) {
            log = log.said(line(log, null, T0_US));
        }

        assertThat(log.lines()).extracting(ChatLine::seq).containsExactly(8L, 9L, 10L);
        assertThat(log.nextSeq()).isEqualTo(11);
    }

    @Test
    void knows_a_message_again_for_ten_minutes_even_when_its_line_is_long_gone() {
        ChatLog log = ChatLog.empty(1).said(line(ChatLog.empty(1), ONE, T0_US));

        log = log.said(line(log, null, T0_US + MINUTE_US));

        assertThat(log.knows(ANN, ONE, T0_US + 10 * MINUTE_US - 1)).isTrue();
        assertThat(log.knows(ANN, ONE, T0_US + 10 * MINUTE_US)).isFalse();
    }

    @Test
    void takes_the_same_id_from_another_user_for_another_message() {
        ChatLog log = ChatLog.empty(10).said(line(ChatLog.empty(10), ONE, T0_US));

        assertThat(log.knows(BOB, ONE, T0_US)).isFalse();
        assertThat(log.knows(ANN, null, T0_US)).isFalse();
    }

    @Test
    void remembers_the_last_messages_of_each_whatever_the_others_say() {
        ChatLog log = ChatLog.empty(10).said(line(ChatLog.empty(10), BOB, ONE, T0_US));

        for (int line = 0; line < 3 * ChatLog.RECENT_OF_ONE; line++) {
            log = log.said(line(log, new MessageId("m" + line), T0_US));
        }

        assertThat(log.recent()).hasSize(ChatLog.RECENT_OF_ONE + 1);
        assertThat(log.knows(BOB, ONE, T0_US)).isTrue();
        assertThat(log.knows(ANN, new MessageId("m" + (3 * ChatLog.RECENT_OF_ONE - 1)), T0_US))
                .isTrue();
        assertThat(log.knows(ANN, new MessageId("m" + (2 * ChatLog.RECENT_OF_ONE)), T0_US))
                .isTrue();
        assertThat(log.knows(ANN, new MessageId("m" + (2 * ChatLog.RECENT_OF_ONE - 1)), T0_US))
                .isFalse();
    }

    @Test
    void remembers_no_more_messages_of_all_than_it_may() {
        ChatLog log = ChatLog.empty(10);

        for (int line = 0; line < ChatLog.RECENT_MAX + 100; line++) {
            log = log.said(line(log, new UserId("user-" + line), ONE, T0_US));
        }

        assertThat(log.recent()).hasSize(ChatLog.RECENT_MAX);
        assertThat(log.knows(new UserId("user-99"), ONE, T0_US)).isFalse();
        assertThat(log.knows(new UserId("user-100"), ONE, T0_US)).isTrue();
    }

    @Test
    void lets_go_of_messages_nobody_resends_any_more() {
        ChatLog log = ChatLog.empty(10).said(line(ChatLog.empty(10), ONE, T0_US));

        log = log.said(line(log, new MessageId("2"), T0_US + 11 * MINUTE_US));

        assertThat(log.recent()).extracting(ChatLog.Spoken::clientId).containsExactly(new MessageId("2"));
    }

    private static ChatLine line(ChatLog log, @Nullable MessageId clientId, long atUs) {
        return line(log, ANN, clientId, atUs);
    }

    private static ChatLine line(ChatLog log, UserId by, @Nullable MessageId clientId, long atUs) {
        Author author = new Author(by, new tutti.engine.id.DisplayName("Ann"), Role.GUEST);
        return new ChatLine(log.nextSeq(), author, "hello", atUs, 0, clientId);
    }
}

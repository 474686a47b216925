package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.T0_US;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Role;

@DisplayName("A room, of what is said in it,")
class RoomChatTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("chat", TestRoom.CONFIG);

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void numbers_its_chat_and_notes_the_moment_of_server_and_media() {
        room.openedWithAnnAndBob();
        room.asked(ANN, RoomCommand.Play::new);
        room.clock.pass(Duration.ofMillis(2_150));

        var first = room.say(BOB, "b1", "  look! ");
        var second = room.say(ANN, null, "yes");

        assertThat(first.reply()).isEqualTo(ACCEPTED);
        ChatLine line = first.eventOfType(RoomEvent.Said.class).line();
        assertThat(line.seq()).isEqualTo(1);
        assertThat(line.text()).isEqualTo("look!");
        assertThat(line.from().role()).isEqualTo(Role.GUEST);
        assertThat(line.serverUs()).isEqualTo(T0_US + 2_150_000);
        assertThat(line.mediaUs()).isEqualTo(2_000_000);
        assertThat(second.eventOfType(RoomEvent.Said.class).line().seq()).isEqualTo(2);
        assertThat(room.newsTo(room.east)).contains(new RoomNews.Said(line));
    }

    @Test
    void accepts_a_resent_line_again_without_repeating_it_even_after_a_restart() {
        room.openedWithAnnAndBob();
        room.say(BOB, "b1", "hello");
        room.kit.restart();
        room.attach(room.east, ANN, BOB);
        room.hearAll(room.east);

        var resent = room.say(BOB, "b1", "hello");

        assertThat(resent.reply()).isEqualTo(ACCEPTED);
        assertThat(resent.hasNoEvents()).isTrue();
        assertThat(room.newsTo(room.east)).isEmpty();
        assertThat(room.room().chat().lines()).hasSize(1);
    }

    @Test
    void refuses_a_line_that_is_empty_or_too_long() {
        room.openedWithAnnAndBob();

        assertThat(refusal(room.say(BOB, null, " \n "))).isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(refusal(room.say(BOB, null, "\u200b\u0301\u115f"))).isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(refusal(room.say(BOB, null, "😀".repeat(501)))).isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(room.say(BOB, null, "😀".repeat(500)).reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void in_slow_mode_takes_a_line_from_each_guest_now_and_then_and_any_from_the_host() {
        room.openedWithAnnAndBob();
        room.set(ANN, patch(RoomSettings.ChatMode.SLOW));
        assertThat(refusal(room.say(BOB, null, "as soon as I came"))).isEqualTo(Refusal.RATE_LIMITED);
        room.clock.pass(Duration.ofSeconds(5));
        room.say(BOB, null, "one");

        assertThat(refusal(room.say(BOB, null, "two"))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(room.say(ANN, null, "one").reply()).isEqualTo(ACCEPTED);
        assertThat(room.say(ANN, null, "two").reply()).isEqualTo(ACCEPTED);
        room.clock.pass(Duration.ofSeconds(5));
        assertThat(room.say(BOB, null, "two").reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void forgets_a_line_the_host_deletes_and_gives_its_number_to_no_other() {
        room.openedWithAnnAndBob();
        room.say(BOB, "b1", "one");
        room.say(BOB, "b2", "two");
        room.hearAll(room.east);

        var deleted = room.asked(ANN, (by, to) -> new RoomCommand.DeleteLine(by, 2, to));

        assertThat(deleted.events()).containsExactly(new RoomEvent.LineDeleted(ANN, 2, room.clock.nowUs()));
        assertThat(room.newsTo(room.east)).containsExactly(new RoomNews.LineDeleted(2));
        assertThat(room.view().chat()).extracting(ChatLine::text).containsExactly("one");
        assertThat(room.say(BOB, "b2", "two").hasNoEvents()).isTrue();
        assertThat(room.say(BOB, "b3", "three")
                        .eventOfType(RoomEvent.Said.class)
                        .line()
                        .seq())
                .isEqualTo(3);
    }

    @Test
    void deletes_for_nobody_but_the_host_and_only_what_is_there() {
        room.openedWithAnnAndBob();
        room.say(BOB, null, "one");

        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.DeleteLine(by, 1, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(ANN, (by, to) -> new RoomCommand.DeleteLine(by, 2, to))))
                .isEqualTo(Refusal.BAD_MESSAGE);
        room.asked(ANN, (by, to) -> new RoomCommand.DeleteLine(by, 1, to));
        assertThat(refusal(room.asked(ANN, (by, to) -> new RoomCommand.DeleteLine(by, 1, to))))
                .isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void whose_chat_is_off_takes_no_line() {
        room.openedWithAnnAndBob();
        room.set(ANN, patch(RoomSettings.ChatMode.OFF));

        assertThat(refusal(room.say(BOB, null, "psst"))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void takes_only_so_many_lines_of_all_its_guests_together_and_hears_its_host_in_any_crowd() {
        room.openedWithAnnAndBob();
        for (int line = 0; line < 20; line++) {
            room.say(BOB, null, "spam " + line);
        }

        assertThat(refusal(room.say(BOB, null, "spam"))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(room.say(ANN, null, "stop it").hasNoEvents()).isFalse();
        room.clock.pass(Duration.ofMillis(50));
        assertThat(room.say(BOB, null, "sorry").hasNoEvents()).isFalse();
    }

    @Test
    void whose_chat_is_slow_counts_no_line_against_its_author_that_the_crowd_had_no_room_for() {
        room.openedWithAnnAndBob();
        room.enter(room.east, CAT);
        room.clock.pass(Duration.ofSeconds(6));
        for (int line = 0; line < 20; line++) {
            room.say(BOB, null, "spam " + line);
        }
        room.set(ANN, patch(RoomSettings.ChatMode.SLOW));

        assertThat(refusal(room.say(CAT, null, "hello"))).isEqualTo(Refusal.RATE_LIMITED);
        room.clock.pass(Duration.ofMillis(50));
        assertThat(room.say(CAT, null, "hello").reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void passes_reactions_on_without_keeping_them_and_only_so_many() {
        room.openedWithAnnAndBob();

        var reacted = room.asked(BOB, (by, to) -> new RoomCommand.React(by, "🎉", to));

        assertThat(reacted.hasNoEvents()).isTrue();
        assertThat(room.newsTo(room.east)).singleElement().isInstanceOf(RoomNews.Reacted.class);
        for (int reaction = 1; reaction < 15; reaction++) {
            room.asked(BOB, (by, to) -> new RoomCommand.React(by, "🎉", to));
        }
        assertThat(room.newsTo(room.east)).hasSize(14);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.React(by, "🎉", to))))
                .isEqualTo(Refusal.RATE_LIMITED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.React(by, "x".repeat(17), to))))
                .isEqualTo(Refusal.BAD_MESSAGE);
    }

    private static SettingsPatch patch(RoomSettings.ChatMode chat) {
        return new SettingsPatch(null, chat, null, null, null, null);
    }
}

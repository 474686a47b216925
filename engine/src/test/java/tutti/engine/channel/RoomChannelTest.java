package tutti.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.channel.Told.ANN;
import static tutti.engine.channel.Told.BEN;
import static tutti.engine.channel.Told.CAT;
import static tutti.engine.channel.Told.CHAT_KEPT;
import static tutti.engine.channel.Told.line;
import static tutti.engine.channel.Told.member;
import static tutti.engine.channel.Told.timeline;
import static tutti.engine.channel.Told.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.UserId;
import tutti.engine.room.CloseReason;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomToChannel;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;
import tutti.engine.testing.RecordingOutbox;

@DisplayName("A room's channel")
class RoomChannelTest {
    private final ChannelStage stage = new ChannelStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void seats_a_newcomer_in_the_room_as_of_this_moment_and_tells_what_comes_after() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));
        RecordingOutbox ben = new RecordingOutbox();
        RoomCommand.Admit admit = stage.knock(BEN, ben);

        stage.news(new RoomNews.Said(line(1, "before", 0)));
        stage.news(new RoomNews.MemberJoined(member(BEN), 2));
        stage.tell(new RoomToChannel.Admitted(admit.ticket(), BEN));
        stage.news(new RoomNews.Said(line(2, "after", 0)));

        await().until(() -> !ben.frames.isEmpty());
        assertThat(ben.frames).containsExactly("said 2 after");
        assertThat(ben.view.members()).containsExactly(member(ANN), member(BEN));
        assertThat(ben.view.chat()).containsExactly(line(1, "before", 0));
    }

    @Test
    void encodes_each_piece_once_for_all() {
        stage.attached(view(timeline(1, 0), List.of()));
        List<RecordingOutbox> guests = IntStream.range(0, 20)
                .mapToObj(each -> stage.seat(new UserId("guest-" + each)))
                .toList();
        int before = stage.encoded();

        stage.news(new RoomNews.Said(line(1, "hello", 0)));

        await().until(() -> guests.stream().allMatch(guest -> guest.frames.contains("said 1 hello")));
        assertThat(stage.encoded() - before).isEqualTo(1);
    }

    @Test
    void hands_on_the_instants_of_another_nodes_clock_as_its_own() {
        stage.roomsClockIsAheadByUs(5_000_000);
        stage.attached(view(timeline(1, 6_000_000), List.of(line(1, "hello", 7_000_000)), ANN));
        RecordingOutbox ben = stage.seat(BEN);

        stage.news(new RoomNews.TimelineMoved(timeline(2, 8_000_000)));
        stage.passes(Duration.ofSeconds(10));

        assertThat(ben.view.timeline()).isEqualTo(timeline(1, 1_000_000));
        assertThat(ben.view.chat()).containsExactly(line(1, "hello", 2_000_000));
        await().until(() -> ben.frames.contains("resync v2 at 3000000"));
    }

    @Test
    void takes_no_place_for_long_where_no_room_ever_answers() {
        stage.look();

        stage.passes(Duration.ofSeconds(2));
        stage.expectNotIdle();
        stage.passes(Duration.ofSeconds(5));

        stage.expectIdle();
    }

    @Test
    void keeps_as_many_lines_as_the_room_does() {
        List<ChatLine> full = new ArrayList<>();
        for (long seq = 1; seq <= CHAT_KEPT; seq++) {
            full.add(line(seq, "line " + seq, 0));
        }
        stage.attached(view(timeline(1, 0), full, ANN));

        stage.news(new RoomNews.Said(line(CHAT_KEPT + 1, "one more", 0)));

        await().until(() -> stage.glance().view().chat().getLast().seq() == CHAT_KEPT + 1);
        assertThat(stage.glance().view().chat()).hasSize(CHAT_KEPT).first().isEqualTo(line(2, "line 2", 0));
    }

    @Test
    void lets_people_wait_for_a_room_that_does_not_answer_but_not_for_ever() {
        RecordingOutbox ben = new RecordingOutbox();
        stage.enter(BEN, ben);

        stage.passes(Duration.ofSeconds(7));
        assertThat(ben.ending).isNull();
        stage.passes(Duration.ofSeconds(1));

        await().until(() -> new Outbox.Ending.Turned(Refusal.UNAVAILABLE).equals(ben.ending));
    }

    @Test
    void looks_for_a_room_that_did_not_answer_as_soon_as_a_node_is_gone() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));
        stage.nodeGone();
        stage.expectNo(RoomCommand.Beat.class);

        stage.passes(Duration.ofSeconds(1));
        stage.expect(RoomCommand.Beat.class);
        stage.nodeGone();

        stage.expect(RoomCommand.Beat.class);
    }

    @Test
    void keeps_a_place_for_a_moment_and_then_gives_it_up() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));
        RecordingOutbox ben = stage.seat(BEN);

        stage.leave(BEN, ben, false);
        stage.passes(Duration.ofMillis(1_900));
        stage.expectNo(RoomCommand.Depart.class);
        stage.passes(Duration.ofMillis(200));

        assertThat(stage.expect(RoomCommand.Depart.class).userId()).isEqualTo(BEN);
    }

    @Test
    void tells_the_room_at_once_of_a_goodbye() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));
        RecordingOutbox ben = stage.seat(BEN);

        stage.leave(BEN, ben, true);

        assertThat(stage.expect(RoomCommand.Depart.class).userId()).isEqualTo(BEN);
    }

    @Test
    void lets_go_of_a_guest_who_is_too_slow_and_of_nobody_else() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));
        RecordingOutbox slow = stage.seat(BEN);
        RecordingOutbox quick = stage.seat(CAT);
        slow.fillUp();

        stage.news(new RoomNews.Said(line(1, "hello", 0)));

        await().until(() -> slow.ending instanceof Outbox.Ending.TooSlow);
        await().until(() -> quick.frames.contains("said 1 hello"));
        assertThat(quick.ending).isNull();
    }

    @Test
    void thins_out_who_comes_and_goes_in_a_large_room() {
        UserId[] crowd = crowd(150);
        stage.attached(view(timeline(1, 0), List.of(), crowd));
        RecordingOutbox ben = stage.seat(BEN);
        stage.passes(Duration.ofMillis(500));
        ben.frames.clear();

        stage.news(new RoomNews.MemberLeft(crowd[0], 150));
        stage.news(new RoomNews.MemberJoined(member(crowd[0]), 151));
        stage.news(new RoomNews.Said(line(1, "at once", 0)));

        await().until(() -> ben.frames.contains("said 1 at once"));
        assertThat(ben.frames).containsExactly("said 1 at once");
        stage.passes(Duration.ofMillis(500));
        await().until(() -> ben.frames.size() == 2);
        assertThat(ben.frames).containsExactly("said 1 at once", "joined guest-0 of 151");
    }

    @Test
    void tells_in_one_frame_who_came_and_went_within_a_moment_in_a_large_room() {
        UserId[] crowd = crowd(150);
        stage.attached(view(timeline(1, 0), List.of(), crowd));
        RecordingOutbox ben = stage.seat(BEN);
        stage.passes(Duration.ofMillis(500));
        ben.frames.clear();

        stage.news(new RoomNews.MemberLeft(crowd[0], 150));
        stage.news(new RoomNews.MemberLeft(crowd[1], 149));
        RecordingOutbox cat = stage.seat(CAT);
        stage.news(new RoomNews.MemberJoined(member(crowd[0]), 150));
        stage.passes(Duration.ofMillis(500));

        await().until(() -> !ben.frames.isEmpty() && !cat.frames.isEmpty());
        assertThat(ben.frames)
                .containsExactly("together left guest-1 of 151; joined cat-0001 of 151; joined guest-0 of 151 of 151");
        assertThat(cat.frames).isEqualTo(ben.frames);
    }

    @Test
    void tells_together_who_comes_and_goes_without_end_in_a_small_room_too() {
        stage.attached(view(timeline(1, 0), List.of(), ANN, BEN));
        RecordingOutbox ben = stage.seat(BEN);
        ben.frames.clear();

        for (int each = 0; each < 500; each++) {
            stage.news(new RoomNews.MemberJoined(member(CAT), 3));
            stage.news(new RoomNews.MemberLeft(CAT, 2));
        }
        stage.news(new RoomNews.Said(line(1, "after them", 0)));

        await().until(() -> ben.frames.contains("said 1 after them"));
        assertThat(ben.frames).hasSizeLessThan(25);
        stage.passes(Duration.ofMillis(500));
        await().until(() -> ben.frames.getLast().equals("left cat-0001 of 2"));
        assertThat(ben.frames).hasSizeLessThan(26);
    }

    @Test
    void says_in_one_word_that_a_crowd_left_with_its_node() {
        UserId[] crowd = crowd(900);
        stage.attached(view(timeline(1, 0), List.of(), crowd));
        RecordingOutbox ben = stage.seat(BEN);
        stage.passes(Duration.ofMillis(500));
        ben.frames.clear();

        Member promoted = new Member(crowd[899], new tutti.engine.id.DisplayName("Max"), Role.MODERATOR, true, 1_000);
        stage.news(new RoomNews.MemberChanged(promoted, 901));
        for (int each = 0; each < 600; each++) {
            stage.news(new RoomNews.MemberLeft(crowd[each], 900 - each));
        }
        stage.news(new RoomNews.Said(line(1, "after them", 0)));

        await().until(() -> ben.frames.contains("said 1 after them"));
        stage.passes(Duration.ofMillis(500));
        await().until(() -> ben.frames.size() > 1);
        assertThat(ben.frames).first().isEqualTo("said 1 after them");
        assertThat(ben.frames.subList(1, ben.frames.size()))
                .containsExactly("here 301", "changed guest-899 MODERATOR of 301");
    }

    @Test
    void says_in_one_word_whom_a_room_that_moved_has_lost_though_few_are_left() {
        UserId[] crowd = crowd(900);
        stage.attached(view(timeline(1, 0), List.of(), crowd));
        RecordingOutbox ben = stage.seat(BEN);
        stage.passes(Duration.ofMillis(500));
        ben.frames.clear();

        stage.movesTo(78, view(timeline(1, 0), List.of(), BEN));
        stage.passes(Duration.ofSeconds(5));
        stage.passes(Duration.ofMillis(500));

        await().until(() -> ben.frames.contains("here 1"));
        assertThat(ben.frames).noneMatch(frame -> frame.startsWith("left"));
    }

    @Test
    void ends_everyone_when_the_room_closes_and_answers_whoever_comes_late() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));
        RecordingOutbox ben = stage.seat(BEN);

        stage.news(new RoomNews.Closed(CloseReason.HOST));
        await().until(() -> ben.ending instanceof Outbox.Ending.RoomClosed);
        RecordingOutbox late = new RecordingOutbox();
        stage.enter(CAT, late);

        await().until(() -> new Outbox.Ending.Turned(Refusal.ROOM_CLOSED).equals(late.ending));
        assertThat(ben.frames).containsExactly("closed HOST");
        assertThat(stage.glance()).isNull();
    }

    @Test
    void says_when_nobody_has_needed_it_for_a_while() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));

        stage.passes(Duration.ofSeconds(59));
        stage.expectNotIdle();
        stage.passes(Duration.ofSeconds(3));

        stage.expectIdle();
    }

    @Test
    void stays_while_it_is_read() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));

        stage.passes(Duration.ofSeconds(50));
        assertThat(stage.glance()).isNotNull();
        stage.passes(Duration.ofSeconds(50));

        stage.expectNotIdle();
    }

    private static UserId[] crowd(int size) {
        return IntStream.range(0, size)
                .mapToObj(each -> new UserId("guest-" + each))
                .toArray(UserId[]::new);
    }
}

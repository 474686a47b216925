package tutti.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.channel.Told.ANN;
import static tutti.engine.channel.Told.BEN;
import static tutti.engine.channel.Told.CAT;
import static tutti.engine.channel.Told.line;
import static tutti.engine.channel.Told.member;
import static tutti.engine.channel.Told.timeline;
import static tutti.engine.channel.Told.view;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomToChannel;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.testing.RecordingOutbox;

@DisplayName("A room's channel that missed something")
class CatchingUpTest {
    private final ChannelStage stage = new ChannelStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void makes_up_for_news_that_got_lost() {
        stage.attached(view(timeline(1, 0), List.of(line(1, "one", 0)), ANN));
        RecordingOutbox ben = stage.seat(BEN);

        stage.lostNews();
        stage.news(new RoomNews.Said(line(3, "three", 0)));
        RoomCommand.Attach again = stage.expect(RoomCommand.Attach.class);
        stage.attachedAnew(view(
                timeline(2, 0), List.of(line(1, "one", 0), line(2, "two", 0), line(3, "three", 0)), ANN, BEN, CAT));

        await().until(() -> ben.frames.contains("said 3 three"));
        assertThat(again.members()).extracting(Newcomer::id).containsExactly(BEN);
        assertThat(ben.frames).containsExactly("joined cat-0001 of 3", "moved v2 PLAY", "said 2 two", "said 3 three");
    }

    @Test
    void notices_by_the_beat_that_the_last_news_got_lost() {
        stage.attached(view(timeline(1, 0), List.of(), ANN));

        stage.lostNews();
        stage.beat();

        stage.expect(RoomCommand.Attach.class);
    }

    @Test
    void seats_who_came_in_while_news_was_missed_only_when_that_is_made_up_for() {
        stage.attached(view(timeline(1, 0), List.of(line(1, "one", 0)), ANN));
        RecordingOutbox ben = new RecordingOutbox();
        RoomCommand.Admit admit = stage.knock(BEN, ben);

        stage.tell(new RoomToChannel.Admitted(admit.ticket(), BEN));
        stage.movesTo(78, view(timeline(2, 0), List.of(line(1, "one", 0), line(2, "two", 0)), ANN, BEN));
        stage.news(new RoomNews.Said(line(3, "three", 0)));

        await().until(() -> ben.frames.contains("said 3 three"));
        assertThat(ben.frames).containsExactly("said 3 three");
        assertThat(ben.view.timeline().version()).isEqualTo(2);
        assertThat(ben.view.chat()).containsExactly(line(1, "one", 0), line(2, "two", 0));
    }

    @Test
    void keeps_everyones_seat_while_a_room_moves_and_tells_nothing_that_did_not_change() {
        stage.attached(view(timeline(4, 500), List.of(), ANN, CAT));
        RecordingOutbox ben = stage.seat(BEN);

        stage.movesTo(78, view(timeline(4, 99), List.of(), BEN));
        stage.news(new RoomNews.MemberJoined(member(CAT), 2));
        stage.passes(Duration.ofSeconds(5));

        await().until(() -> ben.frames.contains("left ann-0001 of 2"));
        assertThat(ben.frames).filteredOn(frame -> !frame.startsWith("resync")).containsExactly("left ann-0001 of 2");
        assertThat(ben.ending).isNull();
        assertThat(stage.glance().view().timeline()).isEqualTo(timeline(4, 500));
    }

    @Test
    void tells_a_room_that_moved_by_which_instants_its_people_go_on_until_that_tells_its_own() {
        stage.roomsClockIsAheadByUs(5_000_000);
        stage.attached(view(timeline(4, 6_000_000), List.of(), ANN));
        stage.roomsClockIsAheadByUs(-300_000);

        RoomCommand.Attach moved = stage.movesTo(78, view(timeline(4, 6_000_000), List.of(), ANN));
        stage.lostNews();
        stage.beat();
        RoomCommand.Attach anew = stage.expect(RoomCommand.Attach.class);
        stage.attachedAnew(view(timeline(5, 700_000), List.of(), ANN));
        stage.lostNews();
        stage.beat();
        RoomCommand.Attach told = stage.expect(RoomCommand.Attach.class);

        assertThat(moved.anchor()).isEqualTo(new Anchor(4, 700_000, 0));
        assertThat(anew.anchor()).isEqualTo(new Anchor(4, 700_000, 0));
        assertThat(told.anchor()).isNull();
        assertThat(stage.glance().view().timeline()).isEqualTo(timeline(5, 1_000_000));
    }

    /** The room chose what others go on by, or found that all agree: what this node took for its clock was wrong. */
    @Test
    void goes_on_by_what_the_room_says_once_that_has_heard_from_all() {
        stage.roomsClockIsAheadByUs(60_000);
        stage.attached(view(timeline(4, 1_000_000), List.of(), ANN));
        RecordingOutbox ben = stage.seat(BEN);
        stage.roomsClockIsAheadByUs(0);
        RoomCommand.Attach moved = stage.movesTo(78, view(timeline(4, 1_000_000), List.of(), ANN, BEN));
        assertThat(stage.glance().view().timeline()).isEqualTo(timeline(4, 940_000));

        stage.passes(Duration.ofSeconds(5));
        RoomCommand.Attach settled = stage.expect(RoomCommand.Attach.class);
        stage.attachedAnew(view(timeline(4, 1_000_000), List.of(), ANN, BEN));

        await().until(() -> ben.frames.contains("resync v4 at 1000000"));
        assertThat(moved.anchor()).isNotNull();
        assertThat(settled.anchor()).isNull();
        assertThat(stage.glance().view().timeline()).isEqualTo(timeline(4, 1_000_000));
    }
}

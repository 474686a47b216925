package tutti.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.channel.Told.ANN;
import static tutti.engine.channel.Told.BEN;
import static tutti.engine.channel.Told.broadcast;
import static tutti.engine.channel.Told.onAir;
import static tutti.engine.channel.Told.timeline;
import static tutti.engine.channel.Told.view;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.RoomNews;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.RoomView;
import tutti.engine.room.SettingsPatch;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Playout;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.testing.RecordingOutbox;

@DisplayName("A room's channel, of live sound,")
class BroadcastNewsTest {
    private static final RoomView SILENT = view(timeline(1, 0), List.of(), ANN);

    private final ChannelStage stage = new ChannelStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void tells_those_who_are_here_where_it_comes_from_after_the_frame_that_says_so() {
        stage.attached(SILENT);
        RecordingOutbox ben = stage.seat(BEN);

        stage.news(new RoomNews.BroadcastStarted(broadcast(1, 5)));

        await().until(() -> broadcast(1, 5).equals(ben.onAir));
        assertThat(ben.frames).containsExactly("broadcast 1 since 5");
        assertThat(stage.glance().view().broadcast()).isEqualTo(broadcast(1, 5));
    }

    @Test
    void tells_when_it_waits_and_when_it_is_over() {
        stage.attached(onAir(SILENT, broadcast(1, 5)));
        RecordingOutbox ben = stage.seat(BEN);
        Broadcast before = ben.view.broadcast();

        stage.news(new RoomNews.BroadcastInterrupted(broadcast(1, 5).id(), 9));
        await().until(() -> ben.frames.contains("broadcast waits since 9"));
        Broadcast waiting = stage.glance().view().broadcast();
        stage.news(new RoomNews.BroadcastStopped(broadcast(1, 5).id(), StopReason.HOST_LOST));

        await().until(() -> ben.frames.contains("broadcast stopped HOST_LOST"));
        assertThat(before).isEqualTo(broadcast(1, 5));
        assertThat(waiting).isEqualTo(broadcast(1, 5).waiting(9));
        assertThat(stage.glance().view().broadcast()).isNull();
    }

    @Test
    void tells_those_who_are_here_and_those_who_come_how_far_behind_the_room_wants_it() {
        stage.attached(onAir(SILENT, broadcast(1, 5)));
        RecordingOutbox ann = stage.seat(ANN);
        RoomSettings stable = new SettingsPatch(null, null, null, RoomSettings.Latency.STABLE, null, null)
                .on(RoomSettings.defaults(1_000));

        stage.news(new RoomNews.SettingsChanged(stable));

        await().until(() -> stable.equals(ann.settings));
        assertThat(stage.glance().view().broadcast()).isEqualTo(broadcast(1, 5).at(Playout.STABLE));
    }

    @Test
    void has_its_instants_in_this_nodes_clock() {
        stage.roomsClockIsAheadByUs(5_000_000);
        stage.attached(onAir(SILENT, broadcast(1, 6_000_000)));
        RecordingOutbox ben = stage.seat(BEN);

        stage.news(new RoomNews.BroadcastStarted(broadcast(2, 7_000_000)));

        await().until(() -> broadcast(2, 2_000_000).equals(ben.onAir));
        assertThat(ben.view.broadcast()).isEqualTo(broadcast(1, 1_000_000));
        assertThat(ben.frames).containsExactly("broadcast 2 since 2000000");
    }

    @Test
    void makes_up_for_what_was_missed_while_the_room_moved() {
        stage.attached(onAir(SILENT, broadcast(1, 5)));
        RecordingOutbox ben = stage.seat(BEN);
        RoomView withBen = view(timeline(1, 0), List.of(), ANN, BEN);

        stage.movesTo(78, onAir(withBen, broadcast(2, 6)));
        await().until(() -> ben.frames.contains("broadcast 2 since 6"));
        stage.movesTo(79, onAir(withBen, broadcast(2, 7)));
        stage.movesTo(80, withBen);

        await().until(() -> ben.frames.contains("broadcast stopped HOST"));
        assertThat(ben.onAir).isNull();
        assertThat(ben.frames).doesNotContain("broadcast 2 since 7");
    }
}
